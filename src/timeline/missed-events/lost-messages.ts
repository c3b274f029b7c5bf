import type { CallCompleted } from '../../core/outbox/outcome.ts'
import type { MissedEventChange } from './changes.ts'

/** What a page that was read says of messages that could not be put on record: these now, and those no longer. */
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
