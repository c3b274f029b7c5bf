import type { Code } from 'mdast'
import { trimTrailingPunctuation, webAddressPattern } from './address.ts'
import { codeNode, type Inline, linkNode, textNode } from './nodes.ts'

const codeFencePattern = /```(?:[a-z0-9]*\n)?([\s\S]*?)```/gi
const codeOrAddressPattern = new RegExp(`\`([^\`\n]+)\`|(${webAddressPattern.source})`, webAddressPattern.flags)

/** A Slack text split into its words and its code blocks. */
export interface SlackTextParts {
  inline: Inline[]
  blocks: Code[]
}

/** Parses a Slack text: code stays code, URLs become links, line breaks stay; everything else is plain text. */
export function parseSlackText(text: string): SlackTextParts {
  const blocks = [...text.matchAll(codeFencePattern)].map(([, inside = '']) => codeNode(inside.replace(/^\n|\n$/g, '')))
  const outside = text
    .replace(codeFencePattern, '\n')
    .split(/[\r\n\v\f\u0085\u2028\u2029]+/)
    .map((line) => textNode(line.trim()).value)
    .filter((line) => line !== '')
  const inline = outside.flatMap((line, index): Inline[] => [
    ...(index > 0 ? [{ type: 'break' } as const] : []),
    ...parseInlineText(line),
  ])
  return { inline, blocks }
}

/** The Slack text without its code blocks. */
export const stripCodeBlocks = (text: string): string => text.replace(codeFencePattern, '\n').trim()

/** Parses a Slack text as a single line, for a table cell or a list item. */
export const parseSlackLine = (text: string): Inline[] => parseInlineText(textNode(text.trim()).value)

function parseInlineText(line: string): Inline[] {
  const parts: Inline[] = []
  let done = 0
  for (const { index, 0: found, 1: inside, 2: url } of line.matchAll(codeOrAddressPattern)) {
    const shown = url === undefined ? found : trimTrailingPunctuation(url)
    if (shown.endsWith('://')) continue
    if (index > done) parts.push(textNode(line.slice(done, index)))
    const value = textNode(inside ?? '').value
    parts.push(inside === undefined ? linkNode(shown, shown) : { type: 'inlineCode', value })
    done = index + shown.length
  }
  return done < line.length ? [...parts, textNode(line.slice(done))] : parts
}
