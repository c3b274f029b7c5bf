import type { ManualKind } from '../capture/by-hand.ts'
import { type CluePattern, cluePatterns, type HeardKind, heardKinds } from './clues.ts'

/** What a message seems to be about, how surely (0 to 1), and why, in words. */
export interface MessageClassification {
  sign: HeardKind
  kind: ManualKind
  score: number
  reasons: string[]
}

/** From here on a message looks like a line of the timeline. */
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

/** Deeds count only when they are done: neither asked for, nor planned, nor denied. */
const completedOnlyKinds = new Set<HeardKind>(['reversal', 'third party', 'change', 'action'])

const questionPattern =
  /\?\s*$|^(?:who|what|when|where|why|how|which|can|could|should|shall|would|do|does|did|is|are|was|were|has|have|any(?:one|body))\b.*\?|^(?:so |and |but |ok |hey )*(?:who(?:'?s)?|any(?:one|body))\b/iu
const planned =
  /\b(?:let'?s|let us|should|shall|could|can|would|want(?:s|ed)? to|need(?:s|ed)? to|going to|gonna|plan(?:s|ning)? to|about to|will|\S+'ll|if|unless|until|before|once|have to|try to|ready to|please|to be|maybe)\b(?:\s+\S+){0,3}\s*$/iu
const denied =
  /\b(?:not|never|no|nobody|none|nothing|without|cannot|\w+n['’]t|(?:wo|do|did|does|have|has|had|ca|is|are|was)nt)\b(?:\s+\S+){0,2}\s*$/iu
/** A deed that is only hoped for is named first: `reverting it should be fine`. */
const hoped = /^(?:\s+[^\s,;.:]+){0,5}\s+(?:should|would|could|might|may)\b/iu
/** Somebody else did it, or it is told of long ago: `the pods were already cleaned up`. */
const passive = /\b(?:was|were)(?:\s+(?:already|just|also|then|now|all))*\s*$/iu
/** What people say to each other, not about the incident. */
const chatter =
  /\b(?:thanks|thank you|thx|ty|lol|haha\w*|lmao|rofl|jk|kidding|joke|nice (?:job|work|one)|great (?:job|work)|good (?:job|work|luck)|congrats|well done|me too|same here|\+1|welcome|coffee|lunch|beer|weekend)\b|:(?:joy|laughing|rofl|sweat_smile|stuck_out_tongue\w*|tada|beers?|coffee):/iu

/**
 * What one message is a sign of: the strongest sign of its strongest sentence. Clues of one sign add up; a question,
 * a plan, a denial and chatter each take most of a clue's weight away; but asking is how people put a hypothesis.
 * Undefined where there is no clue at all.
 */
export function classifyMessage(text: string): MessageClassification | undefined {
  const best = sentencesOf(text)
    .flatMap((sentence) => heardKinds.map((sign) => weigh(sentence, sign)))
    .reduce((a, b) => (b.score > a.score ? b : a), emptyClassification)
  if (best.score === 0) return undefined
  return { ...best, kind: entryKindByHeardKind[best.sign], score: Math.round(best.score * 100) / 100 }
}

type Weighed = Omit<MessageClassification, 'kind'>
const emptyClassification: Weighed = { sign: 'observation', score: 0, reasons: [] }

function weigh(sentence: string, sign: HeardKind): Weighed {
  const found = cluePatterns
    .filter((clue) => clue.sign === sign)
    .flatMap((clue) => {
      const match = clue.pattern.exec(sentence)
      return match ? [{ clue, words: match[0], weight: clue.weight * doubt(sentence, clue, match) }] : []
    })
  const remaining = found.reduce((left, { weight }) => left * (1 - weight), 1)
  const reasons = found.map(({ clue, words }) => `${clue.why}: “${tidy(words)}”`)
  return { sign, score: 1 - remaining, reasons }
}

/** How much of a clue's weight is left where it stands. */
function doubt(sentence: string, { sign }: CluePattern, match: RegExpExecArray): number {
  const before = sentence.slice(0, match.index)
  const asked = questionPattern.test(sentence) ? (sign === 'hypothesis' ? 1 : 0.3) : 1
  const words = dropLastWord(match[0])
  const after = sentence.slice(match.index + match[0].length)
  const isMeant = planned.test(before) || planned.test(words) || hoped.test(after)
  const isTold = sign === 'action' && passive.test(before + words)
  const meant = completedOnlyKinds.has(sign) && (isMeant || isTold) ? 0.3 : 1
  const said = sign !== 'persists' && denied.test(before) ? 0.3 : 1
  return asked * meant * said * (chatter.test(sentence) ? 0.3 : 1)
}

/** A clue may begin with who did it; what comes before the deed itself is its last word left out. */
const dropLastWord = (words: string): string => words.replace(/(?<!\S)\S+\s*$/u, '')

const tidy = (words: string): string =>
  words
    .replace(/^[\s,;:(–-]+/u, '')
    .replace(/\s+/gu, ' ')
    .trim()

/**
 * In characters, of a message and of a sentence: what comes after is pasted, and no person's words. The time a clue
 * takes to find grows with the square of what it is looked for in.
 */
const read = 4_000
const maxSentenceLength = 400

/** Sentence by sentence, without quotations of others and without what stands in code, but for commands. */
function sentencesOf(text: string): string[] {
  const own = text
    .replace(/```[\s\S]*?```/gu, (code) => ` ${commandsIn(code)}. `)
    .slice(0, read)
    .replace(/^(?:&gt;|>).*$/gmu, ' ')
    .replaceAll('`', ' ')
    .replace(/<@[^<>]+>/gu, '@someone')
    .replaceAll('’', "'")
  return own
    .split(/(?<=[.!?])\s+|\n+/u)
    .map((sentence) => sentence.trim().slice(0, maxSentenceLength))
    .filter((sentence) => sentence !== '')
}

const command = /\b(?:kubectl|helm|terraform|systemctl|docker)\b.*/u
const commandsIn = (code: string): string => command.exec(code)?.[0].replaceAll('`', ' ') ?? ''
