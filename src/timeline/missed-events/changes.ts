import { change } from '../../core/feature/change.ts'
import type { LostMessage } from '../../core/outbox/read-messages.ts'

/** A missed message was found but could not be stored. */
export const messageLost = change('message.lost').carrying<{ incidentId: string; message: LostMessage; at: Date }>()

/** These messages are stored now, even if some were lost before. */
export const messagesRecorded = change('messages.recorded').carrying<{
  incidentId: string
  channelId: string
  ts: bigint[]
}>()
