import { z } from 'zod'
import type { Shortcut } from '../dispatch/input.ts'
import { clip } from '../slack/text.ts'
import { type Mode, modes } from './model.ts'
import type { Source } from './source.ts'

const Message = z.object({
  channelId: z.string(),
  ts: z.coerce.bigint(),
  threadTs: z.coerce.bigint().nullable(),
  authorId: z.string().nullable(),
  text: z.string(),
})
const Packed = z.object({ mode: z.enum(modes).default('live'), source: Message.optional() })

/** Escaped twice on its way, a character may take seven: Slack lets 3000 travel through a modal. */
const longestText = 350

/** What a declaration starts from, as it travels through its form. */
export interface Origin {
  mode: Mode
  source?: Source | undefined
}

export const packOrigin = (mode: Mode, message?: NonNullable<Shortcut['message']>): string =>
  JSON.stringify({ mode, ...(message && { source: packed(message) }) })

const packed = ({ channelId, ts, threadTs, author, text }: NonNullable<Shortcut['message']>) => ({
  channelId,
  ts: String(ts),
  threadTs: threadTs === null ? null : String(threadTs),
  authorId: author?.id ?? null,
  text: clip(text, longestText),
})

export const unpackOrigin = (about: string): Origin =>
  about ? Packed.parse(JSON.parse(about)) : { mode: 'live' }
