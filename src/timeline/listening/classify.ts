import type { ManualKind } from '../capture/by-hand.ts'
import { type CluePattern, cluePatterns, type HeardKind, heardKinds } from './clues.ts'

/** What a message seems to be a sign of, how likely (`score`, 0 to 1), and why, as phrases people read. */
export interface MessageClassification {
  sign: HeardKind
  kind: ManualKind
  score: number
  reasons: string[]
}

/** The score from which a message looks like a timeline entry. */
export const minSuggestionScore = 0.5

const entryKindByHeardKind: Record<HeardKind, ManualKind> = {
  reversal: 'action',
  recurrence: 'recurrence',
  'third party': 'waiting',
  change: 'change',
  action: 'action',
  persists: 'observation',
  hypothesis: 'hypothesis',
  observation: 'observation',
}

/** Signs that count only when done, not when planned or hoped for. */
const completedOnlyKinds = new Set<HeardKind>(['reversal', 'third party', 'change', 'action'])

const questionPattern =
  /\?\s*$|^(?:who|what|when|where|why|how|which|can|could|should|shall|would|do|does|did|is|are|was|were|has|have|any(?:one|body))\b.*\?|^(?:so |and |but |ok |hey )*(?:who(?:'?s)?|any(?:one|body))\b/iu
const planPattern =
  /\b(?:let'?s|let us|should|shall|could|can|would|want(?:s|ed)? to|need(?:s|ed)? to|going to|gonna|plan(?:s|ning)? to|about to|will|\S+'ll|if|unless|until|before|once|have to|try to|ready to|please|to be|maybe)\b(?:\s+\S+){0,3}\s*$/iu
const denialPattern =
  /\b(?:not|never|no|nobody|none|nothing|without|cannot|\w+n['’]t|(?:wo|do|did|does|have|has|had|ca|is|are|was)nt)\b(?:\s+\S+){0,2}\s*$/iu
/** A hope names the action first, so it shows after the clue: `reverting it should be fine`. */
const hopePattern = /^(?:\s+[^\s,;.:]+){0,5}\s+(?:should|would|could|might|may)\b/iu
/** The passive tells of what somebody else did, or of long ago: `the pods were already cleaned up`. */
const passivePattern = /\b(?:was|were)(?:\s+(?:already|just|also|then|now|all))*\s*$/iu
/** Small talk, not about the incident. */
const chatterPattern =
  /\b(?:thanks|thank you|thx|ty|lol|haha\w*|lmao|rofl|jk|kidding|joke|nice (?:job|work|one)|great (?:job|work)|good (?:job|work|luck)|congrats|well done|me too|same here|\+1|welcome|coffee|lunch|beer|weekend)\b|:(?:joy|laughing|rofl|sweat_smile|stuck_out_tongue\w*|tada|beers?|coffee):/iu

/**
 * Classifies a message by the strongest sign of its strongest sentence; undefined if it has no clue at all. Clues of
 * one sign add up. A question, a plan, a denial or chatter takes most of a clue's weight away, except that a question
 * does not weaken a hypothesis: people often put theirs as one.
 */
export function classifyMessage(text: string): MessageClassification | undefined {
  const best = splitIntoSentences(text)
    .flatMap((sentence) => heardKinds.map((sign) => weighSentence(sentence, sign)))
    .reduce((a, b) => (b.score > a.score ? b : a), emptyClassification)
  if (best.score === 0) return undefined
  return { ...best, kind: entryKindByHeardKind[best.sign], score: Math.round(best.score * 100) / 100 }
}

type WeighedSentence = Omit<MessageClassification, 'kind'>
const emptyClassification: WeighedSentence = { sign: 'observation', score: 0, reasons: [] }

function weighSentence(sentence: string, sign: HeardKind): WeighedSentence {
  const found = cluePatterns
    .filter((clue) => clue.sign === sign)
    .flatMap((clue) => {
      const match = clue.pattern.exec(sentence)
      return match ? [{ clue, words: match[0], weight: clue.weight * computeContextFactor(sentence, clue, match) }] : []
    })
  const remaining = found.reduce((left, { weight }) => left * (1 - weight), 1)
  const reasons = found.map(({ clue, words }) => `${clue.why}: “${tidyClueText(words)}”`)
  return { sign, score: 1 - remaining, reasons }
}

/** The factor, 0 to 1, by which the context of a clue reduces its weight. */
function computeContextFactor(sentence: string, { sign }: CluePattern, match: RegExpExecArray): number {
  const before = sentence.slice(0, match.index)
  const questionFactor = questionPattern.test(sentence) ? (sign === 'hypothesis' ? 1 : 0.3) : 1
  const words = dropLastWord(match[0])
  const after = sentence.slice(match.index + match[0].length)
  const isPlanned = planPattern.test(before) || planPattern.test(words) || hopePattern.test(after)
  const isReported = sign === 'action' && passivePattern.test(before + words)
  const plannedFactor = completedOnlyKinds.has(sign) && (isPlanned || isReported) ? 0.3 : 1
  const denialFactor = sign !== 'persists' && denialPattern.test(before) ? 0.3 : 1
  return questionFactor * plannedFactor * denialFactor * (chatterPattern.test(sentence) ? 0.3 : 1)
}

/** A clue may begin with who did it and ends with the verb, so without its last word it is what precedes the verb. */
const dropLastWord = (words: string): string => words.replace(/(?<!\S)\S+\s*$/u, '')

const tidyClueText = (words: string): string =>
  words
    .replace(/^[\s,;:(–-]+/u, '')
    .replace(/\s+/gu, ' ')
    .trim()

/**
 * Limits of a message and of a sentence, in characters: what is longer is pasted, not written. Matching a clue takes
 * time quadratic in the length of the sentence.
 */
const maxClassifiedLength = 4_000
const maxSentenceLength = 400

/** Splits a message into sentences, without quotations, and without code blocks except for their commands. */
function splitIntoSentences(text: string): string[] {
  const own = text
    .replace(/```[\s\S]*?```/gu, (code) => ` ${extractShellCommand(code)}. `)
    .slice(0, maxClassifiedLength)
    .replace(/^(?:&gt;|>).*$/gmu, ' ')
    .replaceAll('`', ' ')
    .replace(/<@[^<>]+>/gu, '@someone')
    .replaceAll('’', "'")
  return own
    .split(/(?<=[.!?])\s+|\n+/u)
    .map((sentence) => sentence.trim().slice(0, maxSentenceLength))
    .filter((sentence) => sentence !== '')
}

const shellCommandPattern = /\b(?:kubectl|helm|terraform|systemctl|docker)\b.*/u
const extractShellCommand = (code: string): string => shellCommandPattern.exec(code)?.[0].replaceAll('`', ' ') ?? ''
