import type { LostMessage } from './model.ts'

export type MissedEventChange =
  /** A missed message was found but could not be stored. */
  | { type: 'message.lost'; incidentId: string; message: LostMessage; at: Date }
  /** These messages are stored now, even if some were lost before. */
  | { type: 'messages.recorded'; incidentId: string; channelId: string; ts: bigint[] }
