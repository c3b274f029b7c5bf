import { z } from 'zod'
import type { Attachment } from '../../core/record/model.ts'
import { parseTs } from '../../messages/mrkdwn.ts'
import { wordsInBlocks } from './block-text.ts'

/** Slack's `ts`, as microseconds. */
export const SlackTs = z.string().transform((text, ctx) => {
  const ts = parseTs(text)
  if (ts === undefined) ctx.addIssue('is not a Slack ts')
  return ts ?? 0n
})

const File = z.object({
  id: z.string().nullish(),
  title: z.string().nullish(),
  name: z.string().nullish(),
  mimetype: z.string().nullish(),
  size: z.number().nullish(),
  mode: z.string().nullish(),
  url_private: z.string().nullish(),
  permalink: z.string().nullish(),
})
type File = z.infer<typeof File>

const Unfurl = z.object({
  title: z.string().nullish(),
  fallback: z.string().nullish(),
  pretext: z.string().nullish(),
  text: z.string().nullish(),
  title_link: z.string().nullish(),
  from_url: z.string().nullish(),
  image_url: z.string().nullish(),
  thumb_url: z.string().nullish(),
  blocks: z.array(z.unknown()).nullish(),
})
type Unfurl = z.infer<typeof Unfurl>

const Picture = z.object({
  type: z.literal('image'),
  image_url: z.string(),
  alt_text: z.string().nullish(),
  title: z.object({ text: z.string() }).nullish(),
})

/** What a message contains besides text. */
export const Content = z.object({
  files: z.array(File).nullish(),
  attachments: z.array(Unfurl).nullish(),
  blocks: z.array(z.unknown()).nullish(),
})
type Content = z.infer<typeof Content>

/** The text of a message in Slack's markup. Apps may put all of theirs into blocks. */
export const readMessageMarkup = ({ text, blocks }: Content & { text?: string | null | undefined }): string =>
  text || wordsInBlocks(blocks)

/** Files, unfurled links and pictures as the attachments of an entry. */
export const readAttachments = ({ files, attachments, blocks }: Content): Attachment[] => [
  ...(files ?? []).map(fileToAttachment),
  ...(attachments ?? []).map(unfurlToAttachment),
  ...(blocks ?? []).flatMap(readPictureBlock),
]

function fileToAttachment({ id, title, name, mimetype, size, mode, url_private: source, permalink }: File): Attachment {
  return {
    kind: 'file',
    title: title || name || 'a file',
    ...(permalink && { url: permalink }),
    ...(id && {
      file: { id, name: name || id, type: mimetype ?? '', size: size ?? null, source: source ?? null },
    }),
    ...(mode === 'tombstone' && { gone: true }),
  }
}

function unfurlToAttachment(link: Unfurl): Attachment {
  const url = link.title_link ?? link.from_url
  const picture = link.image_url ?? link.thumb_url
  const text = link.text || link.pretext || wordsInBlocks(link.blocks)
  return {
    kind: 'link',
    title: link.title || link.fallback || url || 'a link',
    ...(url && { url }),
    ...(text && { text }),
    ...(picture && { picture }),
  }
}

function readPictureBlock(block: unknown): Attachment[] {
  const { data } = Picture.safeParse(block)
  if (!data) return []
  return [{ kind: 'link', title: data.title?.text || data.alt_text || 'a picture', picture: data.image_url }]
}
