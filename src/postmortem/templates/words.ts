import type { Code } from 'mdast'
import { address, withoutTrail } from './address.ts'
import { code, type Inline, linked, text } from './nodes.ts'

const fence = /```(?:[a-z0-9]*\n)?([\s\S]*?)```/gi
const sign = new RegExp(`\`([^\`\n]+)\`|(${address.source})`, address.flags)

/** What somebody wrote in Slack: its words, and the blocks of code among them. */
export interface Words {
  inline: Inline[]
  blocks: Code[]
}

/** Code stays code, addresses become links, lines stay lines; everything else is plain text. */
export function wordsOf(said: string): Words {
  const blocks = [...said.matchAll(fence)].map(([, inside = '']) => code(inside.replace(/^\n|\n$/g, '')))
  const outside = said
    .replace(fence, '\n')
    .split(/[\r\n\v\f\u0085\u2028\u2029]+/)
    .map((line) => text(line.trim()).value)
    .filter((line) => line !== '')
  const inline = outside.flatMap((line, index): Inline[] => [
    ...(index > 0 ? [{ type: 'break' } as const] : []),
    ...inlineOf(line),
  ])
  return { inline, blocks }
}

/** What somebody wrote besides the blocks of code. */
export const withoutCode = (said: string): string => said.replace(fence, '\n').trim()

/** The same on one line, as for a cell of a table or a line of a list. */
export const lineOf = (said: string): Inline[] => inlineOf(text(said.trim()).value)

function inlineOf(line: string): Inline[] {
  const parts: Inline[] = []
  let done = 0
  for (const { index, 0: found, 1: inside, 2: url } of line.matchAll(sign)) {
    const shown = url === undefined ? found : withoutTrail(url)
    if (shown.endsWith('://')) continue
    if (index > done) parts.push(text(line.slice(done, index)))
    const value = text(inside ?? '').value
    parts.push(inside === undefined ? linked(shown, shown) : { type: 'inlineCode', value })
    done = index + shown.length
  }
  return done < line.length ? [...parts, text(line.slice(done))] : parts
}
