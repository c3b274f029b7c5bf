import type { RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { stripBidiControls } from '../../platform/strings.ts'
import { codeNode, type Inline, isSafeAddress, mergeTextNodes, type Node, paragraphNode, textNode } from './nodes.ts'

/**
 * Parses Markdown that people wrote. Anything that could run or load something when the document is read becomes plain
 * text. Markdown that would take the parser too long, or nest too deep, becomes plain text as a whole.
 */
export const parseProse = (markdown: string): Node[] =>
  isTooCostlyToParse(markdown) ? parseAsPlainText(markdown) : parseMarkdown(markdown, 3)

/** Markup whose counterpart the parser searches for: parsing time grows with the square of its count. */
const costlyMarkupPattern = /[*_~]+|\]|<[!?]|^[=-]+[ \t]*$|^[ \t]*[-+*>][ \t]*[-+*>]/gm
const maxCostlyMarks = 1_000
/** Lists and blockquotes nested on one line: the parser and the renderers recurse for each level. */
const deepNestingPattern = /^(?:[ \t]*(?:[-+*>]|\d{1,9}[.)])){20}/m

const isTooCostlyToParse = (markdown: string): boolean =>
  deepNestingPattern.test(markdown) || (markdown.match(costlyMarkupPattern)?.length ?? 0) > maxCostlyMarks

const parseAsPlainText = (markdown: string): Node[] =>
  markdown
    .toWellFormed()
    .split(/(?:\r?\n){2,}/)
    .filter((part) => part.trim() !== '')
    .map((part) => paragraphNode(...toTextWithBreaks(part)))

/** Parses a template's own words, which may contain headings of any level. */
export const parseTemplateWords = (markdown: string): Node[] => parseMarkdown(markdown, 1)

/** Headings above the level `highest` are lowered to it. */
function parseMarkdown(markdown: string, highest: number): Node[] {
  // Strip bidi controls before parsing: removed later, they would let characters join up into new markup.
  const tree = fromMarkdown(stripBidiControls(markdown).toWellFormed(), {
    // Nobody can tick a checkbox in the document, so task list items stay as typed.
    extensions: [gfm(), { disable: { null: ['tasklistCheck'] } }],
    mdastExtensions: [gfmFromMarkdown()],
  })
  return tree.children.flatMap((node) => sanitizeNode(node, highest, true)) as Node[]
}

/** Node types that are kept; their children are sanitized like any other node. */
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

const paragraphContainerTypes: ReadonlySet<string> = new Set(['blockquote', 'listItem', 'footnoteDefinition'])

/** Sanitizing replaces a child only by what may stand in its place, so the kind of node keeps what it may contain. */
const withChildren = (node: RootContent, children: RootContent[]): RootContent => ({ ...node, children }) as RootContent

/** Sanitizes a node. `isFlow`: it stands among paragraphs, not inside one. */
function sanitizeNode(node: RootContent, highest: number, isFlow: boolean): RootContent[] {
  const inside = (): RootContent[] =>
    'children' in node
      ? mergeTextNodes(
          node.children.flatMap((child) => sanitizeNode(child, highest, paragraphContainerTypes.has(node.type))),
        )
      : []
  if (allowedNodeTypes.has(node.type)) return [withChildren(node, inside())]
  switch (node.type) {
    case 'text':
      return toTextWithBreaks(node.value)
    case 'heading':
      return [withChildren({ ...node, depth: Math.max(node.depth, highest) as 1 }, inside())]
    case 'link':
      return isSafeAddress(node.url) ? [withChildren({ ...node, title: null }, inside())] : inside()
    case 'image':
      return [textNode(node.alt || node.url)]
    case 'html':
      return isFlow
        ? [{ type: 'paragraph', children: toTextWithBreaks(node.value.trim()) }]
        : toTextWithBreaks(node.value)
    case 'inlineCode':
      return [{ ...node, value: textNode(node.value).value.replaceAll(' ⏎ ', ' ') }]
    // Keep only the language: the rest of the info string is meant for other programs.
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
    // Keep only the words of references and footnotes: their targets may be outside the section.
    default:
      return inside()
  }
}

/** Keeps line breaks where people typed them. */
const toTextWithBreaks = (value: string): Inline[] =>
  value
    .split('\n')
    .filter((line, _index, all) => line.trim() !== '' || all.length === 1)
    .flatMap((line, index): Inline[] => [...(index > 0 ? [{ type: 'break' } as const] : []), textNode(line)])
