import type { CallCompleted } from '../../core/outbox/outcome.ts'
import type { MissedEventChange } from './changes.ts'

/** Records which messages of a page could not be stored (`lost`), and that the others are stored now. */
export function recordLostMessages({ incidentId, outcome, lost = [] }: CallCompleted, at: Date): MissedEventChange[] {
  if (!incidentId || outcome.kind !== 'done' || outcome.result.got !== 'page') return []
  const isLost = (ts: bigint) => lost.some((message) => message.ts === ts)
  const [first] = outcome.result.messages
  const recorded = outcome.result.messages.flatMap(({ message: { ts } }) => (isLost(ts) ? [] : [ts]))
  return [
    ...lost.map((message) => ({ type: 'message.lost', incidentId, message, at }) as const),
    ...(first && recorded.length > 0
      ? [{ type: 'messages.recorded', incidentId, channelId: first.message.channelId, ts: recorded } as const]
      : []),
  ]
}
