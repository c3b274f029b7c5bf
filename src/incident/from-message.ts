import { z } from 'zod'
import type { Shortcut } from '../dispatch/input.ts'
import { clip } from '../slack/text.ts'
import type { Source } from './declare.ts'

const Packed = z.object({
  channelId: z.string(),
  ts: z.coerce.bigint(),
  threadTs: z.coerce.bigint().nullable(),
  authorId: z.string().nullable(),
  text: z.string(),
})

/** Escaped twice on its way, a character may take seven: Slack lets 3000 travel through a modal. */
const longestText = 350

/** The message an incident is declared from, as it travels through the modal. */
export const packSource = ({
  channelId,
  ts,
  threadTs,
  author,
  text,
}: NonNullable<Shortcut['message']>): string =>
  JSON.stringify({
    channelId,
    ts: String(ts),
    threadTs: threadTs === null ? null : String(threadTs),
    authorId: author?.id ?? null,
    text: clip(text, longestText),
  })

export function unpackSource(about: string): Source | undefined {
  return about ? Packed.parse(JSON.parse(about)) : undefined
}
