import type { RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { stripBidiControls } from '../../platform/strings.ts'
import { codeNode, type Inline, isSafeAddress, mergeTextNodes, type Node, paragraphNode, textNode } from './nodes.ts'

/**
 * Markdown → nodes; what could run, load or ping when the document is read becomes plain text. So does all of it where
 * the parser would take too long, or too deep.
 */
export const parseProse = (markdown: string): Node[] =>
  isTooMuch(markdown) ? parseAsPlainText(markdown) : parseMarkdown(markdown, 3)

/** From each of these the parser looks for another: the time it takes grows with the square of their number. */
const costlyMarkupPattern = /[*_~]+|\]|<[!?]|^[=-]+[ \t]*$|^[ \t]*[-+*>][ \t]*[-+*>]/gm
const mostMarks = 1_000
/** Lists and quotations, one within the other on one line: the parser and the renderers call themselves for each. */
const deep = /^(?:[ \t]*(?:[-+*>]|\d{1,9}[.)])){20}/m

const isTooMuch = (markdown: string): boolean =>
  deep.test(markdown) || (markdown.match(costlyMarkupPattern)?.length ?? 0) > mostMarks

const parseAsPlainText = (markdown: string): Node[] =>
  markdown
    .toWellFormed()
    .split(/(?:\r?\n){2,}/)
    .filter((part) => part.trim() !== '')
    .map((part) => paragraphNode(...toTextWithBreaks(part)))

/** The same for a template's own words, whose headings are the document's. */
export const parseTemplateWords = (markdown: string): Node[] => parseMarkdown(markdown, 1)

/** No heading stands higher than `highest`. */
function parseMarkdown(markdown: string, highest: number): Node[] {
  // Left out only later, a bidi control would keep signs apart that stand together when it is read again.
  const tree = fromMarkdown(stripBidiControls(markdown).toWellFormed(), {
    // A box to tick cannot be ticked here: it stays as it was typed.
    extensions: [gfm(), { disable: { null: ['tasklistCheck'] } }],
    mdastExtensions: [gfmFromMarkdown()],
  })
  return tree.children.flatMap((node) => tamed(node, highest, true)) as Node[]
}

type Parent = Extract<RootContent, { children: unknown[] }>

/** Allowed as they are, with what is inside them. */
const allowedNodeTypes: ReadonlySet<string> = new Set([
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

const holdsParagraphs: ReadonlySet<string> = new Set(['blockquote', 'listItem', 'footnoteDefinition'])

/** `isFlow`: it stands between paragraphs, not inside of one. */
function tamed(node: RootContent, highest: number, isFlow: boolean): RootContent[] {
  const inside = (): never[] =>
    'children' in node
      ? (mergeTextNodes(
          node.children.flatMap((child) => tamed(child, highest, holdsParagraphs.has(node.type))),
        ) as never[])
      : []
  if (allowedNodeTypes.has(node.type)) return [{ ...(node as Parent), children: inside() } as RootContent]
  switch (node.type) {
    case 'text':
      return toTextWithBreaks(node.value)
    case 'heading':
      return [{ ...node, depth: Math.max(node.depth, highest) as 1, children: inside() }]
    case 'link':
      return isSafeAddress(node.url) ? [{ ...node, title: null, children: inside() }] : inside()
    case 'image':
      return [textNode(node.alt || node.url)]
    case 'html':
      return isFlow
        ? [{ type: 'paragraph', children: toTextWithBreaks(node.value.trim()) }]
        : toTextWithBreaks(node.value)
    case 'inlineCode':
      return [{ ...node, value: textNode(node.value).value.replaceAll(' ⏎ ', ' ') }]
    // What else stands behind its opening is for programs that are not ours.
    case 'code':
      return [codeNode(node.value, node.lang ? textNode(node.lang).value : null)]
    case 'break':
    case 'thematicBreak':
      return [node]
    case 'definition':
      return [paragraphNode(`[${node.label ?? node.identifier}]: ${node.url}`)]
    case 'imageReference':
      return [textNode(node.alt || node.identifier)]
    case 'footnoteReference':
      return [textNode(`[^${node.label ?? node.identifier}]`)]
    // References and footnotes lead to places that a section cannot see.
    default:
      return inside()
  }
}

/** People end a line where they want it to end. */
const toTextWithBreaks = (value: string): Inline[] =>
  value
    .split('\n')
    .filter((line, _index, all) => line.trim() !== '' || all.length === 1)
    .flatMap((line, index): Inline[] => [...(index > 0 ? [{ type: 'break' } as const] : []), textNode(line)])
