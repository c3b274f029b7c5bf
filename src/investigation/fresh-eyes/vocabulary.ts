import { splitWords } from '../../platform/words/normalize.ts'
import { rootWord } from '../../platform/words/stem.ts'
import { stopWords } from '../../platform/words/stop-words.ts'

/** Words that only say that something is wrong. They name no suspect, and no symptom can be described without them. */
const troubleWords = `fail failing failed failure error broken break breaking down slow bad wrong problem issue outage
  incident trouble happening going`.split(/\s+/)

/** The words of a text, together with the compounds they form: `auto-scaling`, `alb2`, `IngestWorker`. */
function splitCompounds(text: string): string[] {
  const compounds = text.normalize('NFKC').match(/[\p{L}\p{M}\p{N}]+(?:[-_.’'][\p{L}\p{M}\p{N}]+)*/gu) ?? []
  return [...new Set(compounds.flatMap((compound) => withJoinedCompound(splitCompoundWord(compound))))]
}

/** Adds the whole compound as a word, without its stop words: `the-cache` is no different from `cache`. */
const withJoinedCompound = (parts: readonly string[]): string[] =>
  [...parts, parts.filter((part) => !stopWords.has(part)).join('')].filter((word) => word !== '')

const splitCompoundWord = (compound: string): string[] =>
  splitWords(
    compound
      .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
      .replace(/(\p{Lu})(\p{Lu}\p{Ll}{2})/gu, '$1 $2')
      .replace(/(\p{L})(\p{N})/gu, '$1 $2')
      .replace(/(\p{N})(\p{L})/gu, '$1 $2'),
  )

/** From this length on, a word also counts as used when it is part of a longer one. */
const minPartialMatchLength = 5

/** The words of a text, prepared for `hasRoot`. */
export interface Vocabulary {
  roots: ReadonlySet<string>
  long: readonly string[]
}

/** Adjacent words count as one, too: `load balancer` contains `loadbalancer`. */
export function vocabularyOf(text: string): Vocabulary {
  const plain = splitWords(text)
  const pairs = plain.slice(1).map((word, index) => `${plain[index]}${word}`)
  const single = [...new Set(splitCompounds(text).map(rootWord))]
  const roots = new Set([...single, ...pairs.map(rootWord)])
  return { roots, long: single.filter(({ length }) => length >= minPartialMatchLength) }
}

export function hasRoot({ roots, long }: Vocabulary, word: string): boolean {
  if (roots.has(word)) return true
  const isLong = word.length >= minPartialMatchLength
  return long.some((known) => (isLong && known.includes(word)) || word.includes(known))
}

/** A word that gives a hypothesis away. `said` is its spelling in the hypothesis. */
export interface RevealingWord {
  root: string
  said: string
}

/** The words of a statement that no text before it used. Words that reveal nothing are left out. */
export function findRevealingWords(statement: string, before: readonly Vocabulary[]): RevealingWord[] {
  const own = splitCompounds(statement).filter((word) => isTellingWord(word))
  const said = own.map((word) => ({ root: rootWord(word), said: spellAsInStatement(statement, word) }))
  return said.filter((word) => !before.some((vocabulary) => hasRoot(vocabulary, word.root)))
}

const uninformativeWords = new Set([...stopWords, ...[...stopWords, ...troubleWords].map(rootWord)])

const isTellingWord = (word: string): boolean =>
  !uninformativeWords.has(word) &&
  !uninformativeWords.has(rootWord(word)) &&
  !/^\p{N}{1,2}$/u.test(word) &&
  !/^[\p{Script=Latin}\p{N}]$/u.test(word)

/** The word as the statement spells it: `ALB`, not `alb`. */
function spellAsInStatement(statement: string, word: string): string {
  const at = statement.toLowerCase().indexOf(word)
  return at < 0 ? word : statement.slice(at, at + word.length)
}
