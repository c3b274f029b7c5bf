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

/** Elements of rich text that say something by themselves, in the markup Slack has for them in a `text`. */
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

/** Rich text is cut into sections; what stands in one of them belongs to one line. */
const lines = new Set(['rich_text_section', 'rich_text_preformatted', 'rich_text_quote'])
/** What people press says nothing about what happened. */
const controls = new Set(['actions', 'input'])
/** Blocks nest a few levels at most. */
const maxBlockDepth = 8

/** The words of a message that has blocks and no text, in Slack's markup, a line for each part. */
export const wordsInBlocks = (blocks: unknown): string =>
  collectBlockLines(blocks, 0)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')

function collectBlockLines(part: unknown, depth: number): string[] {
  if (depth > maxBlockDepth) return []
  if (Array.isArray(part)) return part.flatMap((one) => collectBlockLines(one, depth + 1))
  const { data: element } = Element.safeParse(part)
  if (!element || controls.has(element.type)) return []
  if (element.type === 'mrkdwn') return typeof element.text === 'string' ? [element.text] : []
  if (element.type === 'plain_text') return [elementRenderers.text?.(element) ?? '']
  const say = elementRenderers[element.type]
  if (say) return [say(element)]
  const inside = ['text', 'fields', 'elements'].flatMap((key) => collectBlockLines(element[key], depth + 1))
  return lines.has(element.type) ? [inside.join('')] : inside
}
