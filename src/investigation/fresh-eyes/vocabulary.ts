/** Words that any sentence may contain. */
const commonWords = `a an the this that these those it its there here he she they them their we our us you your i me my
  is are was were be been being am isn aren wasn weren has have had hasn haven having do does did doing don doesn didn
  can could may might must shall should will would won cannot maybe perhaps probably likely possibly seems
  and or but nor so yet if then else when while since until because as than though although
  of in on at by to from for with without within into onto out off over under up about after before between
  during through via per against across around near not no only also too very just still again already own
  what which who whom whose why how where some any all both each every few more most other another such same
  somebody someone something anybody anyone anything nobody nothing everybody everyone everything
  one ones two ll re ve`.split(/\s+/)

/** Words that only say that something is wrong. They name no suspect, and no symptom can be described without them. */
const troubleWords = `fail failing failed failure error broken break breaking down slow bad wrong problem issue outage
  incident trouble happening going`.split(/\s+/)

const commonWordSet = new Set(commonWords)

const wordSegmenter = new Intl.Segmenter('und', { granularity: 'word' })

/** The words of a text, together with the compounds they form: `auto-scaling`, `alb2`, `IngestWorker`. */
function splitIntoWords(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '')
  const compounds = plain.match(/[\p{L}\p{N}]+(?:[-_.’'][\p{L}\p{N}]+)*/gu) ?? []
  return [...new Set(compounds.flatMap((compound) => withJoinedCompound(splitCompoundWord(compound))))]
}

/** Adds the whole compound as a word, without its common words: `the-cache` is no different from `cache`. */
const withJoinedCompound = (parts: readonly string[]): string[] =>
  [...parts, parts.filter((part) => !commonWordSet.has(part)).join('')].filter((word) => word !== '')

function splitCompoundWord(compound: string): string[] {
  const apart = compound
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll}{2})/gu, '$1 $2')
    .replace(/(\p{L})(\p{N})/gu, '$1 $2')
    .replace(/(\p{N})(\p{L})/gu, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
  const segments = [...wordSegmenter.segment(apart.toLowerCase())]
  return segments.filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment)
}

const inflectionPattern =
  /(?:izations?|ations?|itions?|ions?|ings?|ures?|ments?|ness|ably|able|ers?|ors?|ied|ies|ed|es|s|ly)$/

/** Strips inflection, so that `ALBs` and `alb`, `leaking` and `leaks`, `expired` and `expiration` become one. */
export function stemWord(word: string): string {
  const singular = /(?:ss|us|is)$/.test(word) ? word : word.replace(inflectionPattern, '')
  const bare = (singular.length >= 3 ? singular : word.replace(/s$/, '')).replace(/[eiy]$/, '')
  const short = bare.length >= 3 ? bare : word
  return short.replace(/([bdfgklmnprt])\1$/, '$1')
}

/** From this length on, a word also counts as used when it is part of a longer one. */
const minPartialMatchLength = 5

/** The words of a text, prepared for `hasWordStem`. */
export interface Vocabulary {
  stems: ReadonlySet<string>
  long: readonly string[]
}

/** Adjacent words count as one, too: `load balancer` contains `loadbalancer`. */
export function vocabularyOf(text: string): Vocabulary {
  const plain = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const pairs = plain.slice(1).map((word, index) => `${plain[index]}${word}`)
  const single = [...new Set(splitIntoWords(text).map(stemWord))]
  const stems = new Set([...single, ...pairs.map(stemWord)])
  return { stems, long: single.filter(({ length }) => length >= minPartialMatchLength) }
}

export function hasWordStem({ stems, long }: Vocabulary, word: string): boolean {
  if (stems.has(word)) return true
  const isLong = word.length >= minPartialMatchLength
  return long.some((known) => (isLong && known.includes(word)) || word.includes(known))
}

/** A word that gives a hypothesis away. `said` is its spelling in the hypothesis. */
export interface RevealingWord {
  stem: string
  said: string
}

/** The words of a statement that no text before it used. Words that reveal nothing are left out. */
export function findRevealingWords(statement: string, before: readonly Vocabulary[]): RevealingWord[] {
  const own = splitIntoWords(statement).filter((word) => isTellingWord(word))
  const said = own.map((word) => ({ stem: stemWord(word), said: spellAsInStatement(statement, word) }))
  return said.filter((word) => !before.some((vocabulary) => hasWordStem(vocabulary, word.stem)))
}

const uninformativeWords = new Set([...commonWords, ...[...commonWords, ...troubleWords].map(stemWord)])

const isTellingWord = (word: string): boolean =>
  !uninformativeWords.has(word) &&
  !uninformativeWords.has(stemWord(word)) &&
  !/^\p{N}{1,2}$/u.test(word) &&
  !/^[\p{Script=Latin}\p{N}]$/u.test(word)

/** The word as the statement spells it: `ALB`, not `alb`. */
function spellAsInStatement(statement: string, word: string): string {
  const at = statement.toLowerCase().indexOf(word)
  return at < 0 ? word : statement.slice(at, at + word.length)
}
