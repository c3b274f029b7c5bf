import type { LostMessage } from './model.ts'

export type MissedEventChange =
  /** A message that was found could not be put on record. */
  | { type: 'message.lost'; incidentId: string; message: LostMessage; at: Date }
  /** These are on record, whatever was said of them before. */
  | { type: 'messages.recorded'; incidentId: string; channelId: string; ts: bigint[] }
