import type { InvestigationState } from '../state.ts'
import { type Hypothesis, selectOpenHypotheses } from './model.ts'

/** Words ignored when statements are compared. */
const fillerWords = new Set(
  `a an the this that these those there it its is are was were be been being of in on at to for from by with and or as
  i we our think guess suspect maybe perhaps probably possibly likely could might may must should would can has have
  had so well do does again still just really now some something seems seem looks look like because due caused causing`.split(
    /\s+/,
  ),
)

const negationWords = new Set(
  'not no never none nothing without isnt arent wasnt werent cant cannot doesnt dont didnt wont non'.split(' '),
)

/** The significant words of a statement, in the singular. */
function extractTellingWords(statement: string): Set<string> {
  const words = statement
    .toLowerCase()
    .replace(/['’]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word && !fillerWords.has(word))
  return new Set(words.map(toSingular))
}

const toSingular = (word: string): string => (/[^s]s$/.test(word) && word.length > 3 ? word.slice(0, -1) : word)

/** One such word makes a different statement: a negation, or a number (a host, a version, a shard). */
const isDistinguishingWord = (word: string): boolean => negationWords.has(word) || /\p{N}/u.test(word)

/** How many shared words each additional word needs. */
const sharedWordsPerAddedWord = 3

/**
 * True when one statement contains all significant words of the other, in any order, and adds at most one word for
 * every three shared. Statements that each have a word of their own ("eu db is slow", "us db is slow") are different.
 */
export function areNearlySameStatements(a: string, b: string): boolean {
  const [one, other] = [extractTellingWords(a), extractTellingWords(b)]
  const [fewer, more] = one.size <= other.size ? [one, other] : [other, one]
  const added = [...more].filter((word) => !fewer.has(word))
  const hasAll = more.size - added.length === fewer.size
  const isSmall = fewer.size >= sharedWordsPerAddedWord * added.length
  return fewer.size > 0 && hasAll && isSmall && !added.some(isDistinguishingWord)
}

/** Ignores case, spaces and punctuation. Statements without letters or digits must match exactly. */
const isSameStatement = (a: string, b: string): boolean =>
  (normalizeStatement(a) || a.trim()) === (normalizeStatement(b) || b.trim())
const normalizeStatement = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The hypothesis with the same statement, in any state. */
export const findHypothesisByStatement = (state: InvestigationState, statement: string): Hypothesis | undefined =>
  state.hypotheses.find((hypothesis) => isSameStatement(hypothesis.statement, statement))

/** A hypothesis that matches a statement; `isSame` is false if it is only similar. */
export interface SimilarHypothesis {
  hypothesis: Hypothesis
  isSame: boolean
}

/** The hypothesis with the same statement, in any state, or else a similar one; open ones are preferred. */
export function findSimilarHypothesis(state: InvestigationState, statement: string): SimilarHypothesis | undefined {
  const same = findHypothesisByStatement(state, statement)
  if (same) return { hypothesis: same, isSame: true }
  const near = state.hypotheses.filter((hypothesis) => areNearlySameStatements(hypothesis.statement, statement))
  const hypothesis = selectOpenHypotheses(near)[0] ?? near.at(-1)
  return hypothesis && { hypothesis, isSame: false }
}
