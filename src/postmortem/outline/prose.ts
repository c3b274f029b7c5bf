import type { RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { type Inline, isSafeAddress, type Node, text } from './nodes.ts'

/** Markdown → nodes; what could run, load or ping when the document is read becomes plain text. */
export const parseProse = (markdown: string): Node[] => parseMarkdown(markdown, 3)

/** The same for a template's own words, whose headings are the document's. */
export const parseTemplateWords = (markdown: string): Node[] => parseMarkdown(markdown, 1)

/** No heading stands higher than `highest`. */
function parseMarkdown(markdown: string, highest: number): Node[] {
  const tree = fromMarkdown(markdown.toWellFormed(), {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  })
  return tree.children.flatMap((node) => tamed(node, highest)) as Node[]
}

type Parent = Extract<RootContent, { children: unknown[] }>

/** Allowed as they are, with what is inside them. */
const kept: ReadonlySet<string> = new Set([
  'paragraph',
  'list',
  'listItem',
  'blockquote',
  'table',
  'tableRow',
  'tableCell',
  'strong',
  'emphasis',
  'delete',
])

function tamed(node: RootContent, highest: number): RootContent[] {
  const inside = (): never[] =>
    'children' in node ? (node.children.flatMap((child) => tamed(child, highest)) as never[]) : []
  if (kept.has(node.type)) return [{ ...(node as Parent), children: inside() } as RootContent]
  switch (node.type) {
    case 'text':
      return linesOf(node.value)
    case 'heading':
      return [{ ...node, depth: Math.max(node.depth, highest) as 1, children: inside() }]
    case 'link':
      return isSafeAddress(node.url) ? [{ ...node, title: null, children: inside() }] : inside()
    case 'image':
      return [text(node.alt || node.url)]
    case 'html':
      return linesOf(node.value)
    case 'code':
    case 'inlineCode':
    case 'break':
    case 'thematicBreak':
      return [node]
    // References, definitions and footnotes lead to places that a section cannot see.
    default:
      return inside()
  }
}

/** People end a line where they want it to end. */
const linesOf = (value: string): Inline[] =>
  value
    .split('\n')
    .flatMap((line, index): Inline[] => [...(index > 0 ? [{ type: 'break' } as const] : []), text(line)])
