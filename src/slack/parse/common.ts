import { z } from 'zod'
import type { Attachment } from '../../timeline/model.ts'
import { parseTs } from '../text.ts'

/** Slack's `ts` → microseconds. */
export const Ts = z.string().transform((text, ctx) => {
  const ts = parseTs(text)
  if (ts === undefined) ctx.addIssue('is no Slack ts')
  return ts ?? 0n
})

const File = z.object({
  title: z.string().nullish(),
  name: z.string().nullish(),
  permalink: z.string().nullish(),
})

const Unfurl = z.object({
  title: z.string().nullish(),
  fallback: z.string().nullish(),
  text: z.string().nullish(),
  title_link: z.string().nullish(),
  from_url: z.string().nullish(),
})

/** What a message carries besides text. */
export const Content = z.object({
  files: z.array(File).nullish(),
  attachments: z.array(Unfurl).nullish(),
})

/** Files and unfurled links as attachments of an entry. */
export function contentOf({ files, attachments }: z.infer<typeof Content>): Attachment[] {
  const shared = (files ?? []).map(
    (file): Attachment => ({
      kind: 'file',
      title: file.title || file.name || 'a file',
      ...(file.permalink && { url: file.permalink }),
    }),
  )
  const unfurled = (attachments ?? []).map((link): Attachment => {
    const url = link.title_link ?? link.from_url
    return {
      kind: 'link',
      title: link.title || link.fallback || url || 'a link',
      ...(url && { url }),
      ...(link.text && { text: link.text }),
    }
  })
  return [...shared, ...unfurled]
}
