import { z } from 'zod'
import { incidentModes, type Mode } from '../../core/incident/model.ts'
import type { ChosenMessage } from '../../core/input.ts'
import { clipText } from '../../messages/mrkdwn.ts'
import { parseJsonAs } from '../../platform/json.ts'
import type { SourceMessage } from './source-message.ts'

/** Microseconds, within the range that `parseTs` accepts. */
const PackedTs = z.coerce
  .bigint()
  .nonnegative()
  .lt(10n ** 16n)

const PackedMessage = z.object({
  channelId: z.string(),
  ts: PackedTs,
  threadTs: PackedTs.nullable(),
  authorId: z.string().nullable(),
  text: z.string(),
  isPrivate: z.boolean(),
  hasMore: z.boolean(),
})
const PackedOrigin = z.object({ mode: z.enum(incidentModes).default('live'), source: PackedMessage.optional() })

/** The part of a message that a modal's metadata carries. `hasMore`: the rest did not fit. */
export type CarriedMessage = z.infer<typeof PackedMessage>

/** In characters. Escaping it twice can take seven per character, and Slack allows 3000 in a modal's metadata. */
const maxPackedTextLength = 350

function packMessage({ author, ...message }: ChosenMessage) {
  const { channelId, ts, threadTs, isPrivate } = message
  const text = clipText(message.text, maxPackedTextLength)
  return {
    channelId,
    ts: String(ts),
    threadTs: threadTs === null ? null : String(threadTs),
    authorId: author?.id ?? null,
    text,
    isPrivate,
    hasMore: message.hasMore || text !== message.text,
  }
}

/** Packs a chosen message into a modal's metadata. */
export const packSource = (message: ChosenMessage): string => JSON.stringify(packMessage(message))

/** Unpacks a message from a modal's metadata; undefined when it holds none. */
export const unpackSource = (about: string): CarriedMessage | undefined => parseJsonAs(about, PackedMessage)

/** What the declare modal carries in its metadata: the mode, and the message it was opened from. */
export interface DeclarationOrigin {
  mode: Mode
  source?: SourceMessage | undefined
}

export const packOrigin = (mode: Mode, message?: ChosenMessage): string =>
  JSON.stringify({ mode, ...(message && { source: packMessage(message) }) })

/** Unpacks the origin; undefined when the metadata is not ours. Empty metadata is a live declaration. */
export const unpackOrigin = (about: string): DeclarationOrigin | undefined =>
  about ? parseJsonAs(about, PackedOrigin) : { mode: 'live' }
