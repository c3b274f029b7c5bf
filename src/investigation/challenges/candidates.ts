import { clipText, toPlainText } from '../../messages/mrkdwn.ts'
import { extractProse } from '../../platform/text.ts'
import { classifyMessage, minSuggestionScore } from '../../timeline/listening/classify.ts'
import type { UnrecordedMessage } from '../../timeline/listening/suggestions.ts'
import { findHypothesisByStatement } from '../ledger/similarity.ts'
import type { InvestigationState } from '../state.ts'
import type { Candidate } from './model.ts'

/** How many messages a question quotes at most. */
const maxQuotedCandidates = 2
/** How many characters of each are stored. */
const maxCandidateTextLength = 300

/**
 * Picks messages nobody captured that may already state a hypothesis: the two with the highest scores, the later one
 * first if they are equal. Messages quoted before are not quoted again.
 */
export function selectHypothesisCandidates(
  state: InvestigationState,
  messages: readonly UnrecordedMessage[],
): Candidate[] {
  const before = new Set(state.challenges.flatMap(({ candidates }) => candidates.map(getCandidateKey)))
  return messages
    .filter((message) => !before.has(getCandidateKey(message)))
    .flatMap((message) => {
      const classified = classifyMessage(message.text)
      const words = extractProse(toPlainText(message.text, message.names))
      const isOne =
        classified?.sign === 'hypothesis' &&
        classified.score >= minSuggestionScore &&
        !findHypothesisByStatement(state, words)
      return isOne ? [{ message, words, score: classified.score }] : []
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
