import type { IncidentState } from '../../core/state.ts'
import { clipText, toPlainText } from '../../messages/mrkdwn.ts'
import { extractProse } from '../../platform/text.ts'
import { classifyMessage, minSuggestionScore } from '../../timeline/listening/classify.ts'
import type { UnrecordedMessage } from '../../timeline/listening/suggestions.ts'
import { findHypothesisByStatement } from '../ledger/ledger.ts'
import type { Candidate } from './model.ts'

/** How many messages a question quotes. */
const maxQuotedCandidates = 2
/** In characters: as much of each as is kept. */
const maxCandidateTextLength = 300

/**
 * Messages nobody captured in which somebody may have said a hypothesis already: the surest two, the later of two that
 * are as sure. What was quoted before and not taken is not quoted again.
 */
export function selectHypothesisCandidates(state: IncidentState, passed: readonly UnrecordedMessage[]): Candidate[] {
  const before = new Set(state.challenges.flatMap(({ candidates }) => candidates.map(getCandidateKey)))
  return passed
    .filter((message) => !before.has(getCandidateKey(message)))
    .flatMap((message) => {
      const noticed = classifyMessage(message.text)
      const words = extractProse(toPlainText(message.text, message.names))
      const isOne =
        noticed?.sign === 'hypothesis' &&
        noticed.score >= minSuggestionScore &&
        !findHypothesisByStatement(state, words)
      return isOne ? [{ message, words, score: noticed.score }] : []
    })
    .toSorted((a, b) => b.score - a.score || Number(b.message.ts - a.message.ts))
    .slice(0, maxQuotedCandidates)
    .map(({ message, words }) => ({
      channelId: message.channelId,
      ts: message.ts,
      author: getCandidateAuthor(message),
      text: clipText(words, maxCandidateTextLength),
    }))
}

const getCandidateKey = ({ channelId, ts }: Pick<Candidate, 'channelId' | 'ts'>): string => `${channelId} ${ts}`

const getCandidateAuthor = ({ authorId, authorName, names }: UnrecordedMessage): string =>
  (authorId && names.get(authorId)) || authorName || 'somebody'
