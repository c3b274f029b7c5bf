import { haveSameWords, splitWords } from '../../platform/words/normalize.ts'
import { stemWord } from '../../platform/words/stem.ts'
import { fillerWords, negationWords } from '../../platform/words/stop-words.ts'
import type { InvestigationState } from '../state.ts'
import { type Hypothesis, selectOpenHypotheses } from './model.ts'

/** The significant words of a statement, without their inflection. */
function extractTellingWords(statement: string): Set<string> {
  const words = splitWords(statement).filter((word) => !fillerWords.has(word))
  return new Set(words.map((word) => (negationWords.has(word) ? word : stemWord(word))))
}

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

/** The hypothesis with the same statement, in any state. */
export const findHypothesisByStatement = (state: InvestigationState, statement: string): Hypothesis | undefined =>
  state.hypotheses.find((hypothesis) => haveSameWords(hypothesis.statement, statement))

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
