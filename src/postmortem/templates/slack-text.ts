import type { Code } from 'mdast'
import { trimTrailingPunctuation, webAddressPattern } from './address.ts'
import { codeNode, type Inline, linkNode, textNode } from './nodes.ts'

const fence = /```(?:[a-z0-9]*\n)?([\s\S]*?)```/gi
const codeOrAddressPattern = new RegExp(`\`([^\`\n]+)\`|(${webAddressPattern.source})`, webAddressPattern.flags)

/** What somebody wrote in Slack: its words, and the blocks of code among them. */
export interface SlackTextParts {
  inline: Inline[]
  blocks: Code[]
}

/** Code stays code, addresses become links, lines stay lines; everything else is plain text. */
export function parseSlackText(said: string): SlackTextParts {
  const blocks = [...said.matchAll(fence)].map(([, inside = '']) => codeNode(inside.replace(/^\n|\n$/g, '')))
  const outside = said
    .replace(fence, '\n')
    .split(/[\r\n\v\f\u0085\u2028\u2029]+/)
    .map((line) => textNode(line.trim()).value)
    .filter((line) => line !== '')
  const inline = outside.flatMap((line, index): Inline[] => [
    ...(index > 0 ? [{ type: 'break' } as const] : []),
    ...inlineOf(line),
  ])
  return { inline, blocks }
}

/** What somebody wrote besides the blocks of code. */
export const stripCodeBlocks = (said: string): string => said.replace(fence, '\n').trim()

/** The same on one line, as for a cell of a table or a line of a list. */
export const parseSlackLine = (said: string): Inline[] => inlineOf(textNode(said.trim()).value)

function inlineOf(line: string): Inline[] {
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
