import { z } from 'zod'

const Element = z.looseObject({
  type: z.string(),
  text: z.unknown().optional(),
  url: z.string().nullish(),
  name: z.string().nullish(),
  user_id: z.string().nullish(),
  channel_id: z.string().nullish(),
  usergroup_id: z.string().nullish(),
  range: z.string().nullish(),
  timestamp: z.number().nullish(),
})
type Element = z.infer<typeof Element>

/** Rich text elements that stand for text, rendered as the markup Slack uses for them in `text`. */
const elementRenderers: Record<string, (element: Element) => string> = {
  text: ({ text }) => (typeof text === 'string' ? escapeRichText(text) : ''),
  link: ({ url, text }) => (typeof text === 'string' && text ? `<${url}|${escapeRichText(text)}>` : `<${url}>`),
  emoji: ({ name }) => `:${name}:`,
  user: ({ user_id: id }) => `<@${id}>`,
  channel: ({ channel_id: id }) => `<#${id}>`,
  usergroup: ({ usergroup_id: id }) => `<!subteam^${id}>`,
  broadcast: ({ range }) => `<!${range}>`,
  date: ({ timestamp }) => `<!date^${timestamp}^{date} {time}>`,
}

const escapeRichText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Rich text sections. The elements of one section belong to one line. */
const lineElementTypes = new Set(['rich_text_section', 'rich_text_preformatted', 'rich_text_quote'])
/** Controls say nothing about what happened. */
const controlBlockTypes = new Set(['actions', 'input'])
/** Blocks nest a few levels at most. */
const maxBlockDepth = 8

/** The text of a message that has only blocks, in Slack's markup, with one line per part. */
export const wordsInBlocks = (blocks: unknown): string =>
  collectBlockLines(blocks, 0)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')

function collectBlockLines(part: unknown, depth: number): string[] {
  if (depth > maxBlockDepth) return []
  if (Array.isArray(part)) return part.flatMap((one) => collectBlockLines(one, depth + 1))
  const { data: element } = Element.safeParse(part)
  if (!element || controlBlockTypes.has(element.type)) return []
  if (element.type === 'mrkdwn') return typeof element.text === 'string' ? [element.text] : []
  if (element.type === 'plain_text') return [elementRenderers.text?.(element) ?? '']
  const say = elementRenderers[element.type]
  if (say) return [say(element)]
  const inside = ['text', 'fields', 'elements'].flatMap((key) => collectBlockLines(element[key], depth + 1))
  return lineElementTypes.has(element.type) ? [inside.join('')] : inside
}
