import { z } from 'zod'
import { incidentModes, type Mode } from '../../core/incident/model.ts'
import type { ChosenMessage } from '../../core/input.ts'
import { clipText } from '../../messages/mrkdwn.ts'
import { parseJsonAs } from '../../platform/json.ts'
import type { SourceMessage } from './source-message.ts'

/** In microseconds, within what Slack's own may be (`parseTs`). */
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
const Packed = z.object({ mode: z.enum(incidentModes).default('live'), source: PackedMessage.optional() })

/** As much of a message as travels through a form; `hasMore`: something of it had to stay behind. */
export type Travelled = z.infer<typeof PackedMessage>

/** Escaped twice on its way, a character may take seven: Slack lets 3000 travel through a modal. */
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

/** A message somebody chose, as it travels through a form. */
export const packSource = (message: ChosenMessage): string => JSON.stringify(packMessage(message))

/** Undefined where the form carried none. */
export const unpackSource = (about: string): Travelled | undefined => parseJsonAs(about, PackedMessage)

/** What a declaration starts from, as it travels through its form. */
export interface DeclarationOrigin {
  mode: Mode
  source?: SourceMessage | undefined
}

export const packOrigin = (mode: Mode, message?: ChosenMessage): string =>
  JSON.stringify({ mode, ...(message && { source: packMessage(message) }) })

/** Undefined where it is not what a form of ours carries. */
export const unpackOrigin = (about: string): DeclarationOrigin | undefined =>
  about ? parseJsonAs(about, Packed) : { mode: 'live' }
