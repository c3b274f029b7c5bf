import { clipText } from '../../messages/mrkdwn.ts'
import { extractProse, formatCount, toOneLine } from '../../platform/text.ts'
import { countedTests, countOf, findLeadingHypothesis, type Hypothesis } from '../ledger/model.ts'
import type { InvestigationState } from '../state.ts'

/**
 * Quotes somebody's words within a sentence, on one line. Code and links are left out unless there is nothing else; no
 * words at all become `it`. Plain text: the view escapes it.
 */
export function quoteInSentence(text: string | undefined, limit = 60): string {
  const prose = extractProse(text ?? '')
  const words = toOneLine(prose.replace(/https?:\/\/\S+/g, ' ')) || prose
  return words ? `“${clipText(words, limit)}”` : 'it'
}

const ordinalWords = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth']
export const formatOrdinal = (number: number): string => ordinalWords[number - 1] ?? `${number}th`

export const isLeading = ({ hypotheses }: InvestigationState, { id }: Hypothesis): boolean =>
  findLeadingHypothesis(hypotheses)?.id === id

/** How a hypothesis stands by now, as the end of a sentence. */
export function describeHypothesisStanding(state: InvestigationState, hypothesis: Hypothesis): string {
  if (hypothesis.verdict === 'cause') return 'is confirmed as the cause'
  return isLeading(state, hypothesis) ? 'still leads' : 'still stands'
}

/** `2 for, 0 against, no test`. */
export const summarizeEvidenceAndTests = (hypothesis: Hypothesis): string =>
  `${countOf(hypothesis, 'for')} for, ${countOf(hypothesis, 'against')} against, ${formatCount(countedTests(hypothesis).length, 'test')}`
