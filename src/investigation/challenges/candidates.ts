import type { IncidentState } from '../../core/state.ts'
import { clip, plainly } from '../../messages/mrkdwn.ts'
import { proseIn } from '../../platform/text.ts'
import { notice, telling } from '../../timeline/listening/notice.ts'
import type { Passed } from '../../timeline/listening/review.ts'
import { withStatement } from '../ledger/ledger.ts'
import type { Candidate } from './model.ts'

/** How many messages a question quotes. */
const most = 2
/** In characters: as much of each as is kept. */
const longest = 300

/**
 * Messages nobody captured in which somebody may have said a hypothesis already: the surest two, the later of two that
 * are as sure. What was quoted before and not taken is not quoted again.
 */
export function candidatesIn(state: IncidentState, passed: readonly Passed[]): Candidate[] {
  const before = new Set(state.challenges.flatMap(({ candidates }) => candidates.map(keyOf)))
  return passed
    .filter((message) => !before.has(keyOf(message)))
    .flatMap((message) => {
      const noticed = notice(message.text)
      const words = proseIn(plainly(message.text, message.names))
      const isOne = noticed?.sign === 'hypothesis' && noticed.score >= telling && !withStatement(state, words)
      return isOne ? [{ message, words, score: noticed.score }] : []
    })
    .toSorted((a, b) => b.score - a.score || Number(b.message.ts - a.message.ts))
    .slice(0, most)
    .map(({ message, words }) => ({
      channelId: message.channelId,
      ts: message.ts,
      author: authorOf(message),
      text: clip(words, longest),
    }))
}

const keyOf = ({ channelId, ts }: Pick<Candidate, 'channelId' | 'ts'>): string => `${channelId} ${ts}`

const authorOf = ({ authorId, authorName, names }: Passed): string =>
  (authorId && names.get(authorId)) || authorName || 'somebody'
