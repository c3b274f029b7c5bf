import { z } from 'zod'
import type { Shortcut } from '../dispatch/input.ts'
import type { Source } from './declare.ts'

const Packed = z.object({
  channelId: z.string(),
  ts: z.coerce.bigint(),
  threadTs: z.coerce.bigint().nullable(),
  authorId: z.string().nullable(),
})

/** The message an incident is declared from, as it travels through the modal. */
export const packSource = ({ channelId, ts, threadTs, author }: NonNullable<Shortcut['message']>): string =>
  JSON.stringify({
    channelId,
    ts: String(ts),
    threadTs: threadTs === null ? null : String(threadTs),
    authorId: author?.id ?? null,
  })

export function unpackSource(about: string): Source | undefined {
  return about ? Packed.parse(JSON.parse(about)) : undefined
}
