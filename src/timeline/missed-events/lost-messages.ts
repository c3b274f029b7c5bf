import type { StateChange } from '../../core/feature/change.ts'
import type { CallCompleted } from '../../core/outbox/outcome.ts'
import { messageLost, messagesRecorded } from './changes.ts'

/** Records which messages of a page could not be stored (`lost`), and that the others are stored now. */
export function recordLostMessages({ incidentId, outcome, lost = [] }: CallCompleted, at: Date): StateChange[] {
  if (!incidentId || outcome.kind !== 'done' || outcome.result.got !== 'page') return []
  const isLost = (ts: bigint) => lost.some((message) => message.ts === ts)
  const [first] = outcome.result.messages
  const recorded = outcome.result.messages.flatMap(({ message: { ts } }) => (isLost(ts) ? [] : [ts]))
  return [
    ...lost.map((message) => messageLost({ incidentId, message, at })),
    ...(first && recorded.length > 0
      ? [messagesRecorded({ incidentId, channelId: first.message.channelId, ts: recorded })]
      : []),
  ]
}
