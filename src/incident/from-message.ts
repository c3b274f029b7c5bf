import { z } from 'zod'
import type { ChosenMessage } from '../dispatch/input.ts'
import { clip } from '../slack/text.ts'

const Packed = z.object({
  channelId: z.string(),
  ts: z.coerce.bigint(),
  threadTs: z.coerce.bigint().nullable(),
  authorId: z.string().nullable(),
  text: z.string(),
  isPrivate: z.boolean(),
  hasMore: z.boolean(),
})

/** As much of a message as travels through a form; `hasMore`: something of it had to stay behind. */
export type Travelled = z.infer<typeof Packed>

/** Escaped twice on its way, a character may take seven: Slack lets 3000 travel through a modal. */
const longestText = 350

/** A message somebody chose, as it travels through the modal. */
export function packSource({ author, ...message }: ChosenMessage): string {
  const { channelId, ts, threadTs, isPrivate } = message
  const text = clip(message.text, longestText)
  return JSON.stringify({
    channelId,
    ts: String(ts),
    threadTs: threadTs === null ? null : String(threadTs),
    authorId: author?.id ?? null,
    text,
    isPrivate,
    hasMore: message.hasMore || text !== message.text,
  })
}

export function unpackSource(about: string): Travelled | undefined {
  return about ? Packed.parse(JSON.parse(about)) : undefined
}
