import type { BlockContent, List, ListItem, Table, TableRow } from 'mdast'
import { trimTrailingPunctuation, webAddressPattern } from '../templates/address.ts'
import {
  type Inline,
  isSafeAddress,
  linkNode,
  listItemNode,
  listNode,
  type Node,
  paragraphNode,
  plainWords,
  strongNode,
  textNode,
} from '../templates/nodes.ts'

/** Cells in one table of a canvas (https://docs.slack.dev/surfaces/canvases). */
const mostCells = 300
const deepestHeading = 3
/** One text in a canvas, in characters; all of it is in the file. */
const maxCanvasTextLength = 3_000

/** Nodes as a canvas takes them: what Slack would refuse becomes the nearest that it takes. */
export const toCanvasNodes = (nodes: readonly Node[]): Node[] => nodes.flatMap(topOf)

function topOf(node: Node): Node[] {
  switch (node.type) {
    case 'heading': {
      const depth = Math.min(node.depth, deepestHeading) as 1 | 2 | 3
      return [{ ...node, depth, children: toCanvasInlines(node.children) }]
    }
    case 'blockquote':
      return [{ ...node, children: node.children.flatMap(flattenToLeafBlocks) }]
    case 'list':
      return [toCanvasList(node, node.ordered === true)]
    case 'table':
      return tablesOf(node)
    case 'thematicBreak':
      return [node]
    default:
      return leafOf(node)
  }
}

/** A block without others in it. A canvas draws no chart, and a chart's source tells readers nothing. */
function leafOf(node: Node): BlockContent[] {
  switch (node.type) {
    case 'paragraph':
      return [{ ...node, children: toCanvasInlines(node.children) }]
    case 'code':
      return node.lang === 'mermaid' ? [] : [{ ...node, value: clipCanvasText(node.value) }]
    case 'html':
      return [paragraphNode(clipCanvasText(node.value))]
    default:
      return []
  }
}

/** A list in a list is of the same kind, and holds words, code and lists alone. */
const toCanvasList = (given: List, ordered: boolean): List => ({
  ...given,
  ordered,
  children: given.children.map((one) => itemOf(one, ordered)),
})

const itemOf = (given: ListItem, ordered: boolean): ListItem => ({
  ...given,
  children: given.children.flatMap((node) =>
    node.type === 'list' ? [toCanvasList(node, ordered)] : flattenToLeafBlocks(node),
  ),
})

/** What holds blocks gives way to the words in it. */
function flattenToLeafBlocks(node: Node): BlockContent[] {
  switch (node.type) {
    case 'heading':
      return [paragraphNode(strongNode(...toCanvasInlines(node.children)))]
    case 'blockquote':
      return node.children.flatMap(flattenToLeafBlocks)
    case 'list':
      return node.children.flatMap(({ children }) => children.flatMap(flattenToLeafBlocks))
    case 'table':
      return tableRowTexts(node).map((row) => paragraphNode(row))
    default:
      return leafOf(node)
  }
}

/** A table too large for a canvas becomes several, each with the heading row; one too wide, a list. */
function tablesOf(table: Table): Node[] {
  const [head, ...rows] = table.children.map((row) => ({
    ...row,
    children: row.children.map((cell) => ({ ...cell, children: toCanvasInlines(cell.children) })),
  }))
  if (head?.children.every(({ children }) => children.length === 0)) return [tableAsFactList(rows)]
  const width = head?.children.length ?? 0
  const most = Math.floor(mostCells / Math.max(1, width)) - 1
  if (!head || most < 1) return [listNode(tableRowTexts(table).map((row) => listItemNode([row])))]
  const count = Math.max(1, Math.ceil(rows.length / most))
  return Array.from({ length: count }, (_, index) => ({
    ...table,
    children: [head, ...rows.slice(index * most, (index + 1) * most)],
  }))
}

/** A table without headings is a list of facts: a canvas would show an empty row above it. */
const tableAsFactList = (rows: readonly TableRow[]): List =>
  listNode(
    rows.map(({ children: [name, ...cells] }) =>
      listItemNode([
        strongNode(...(name?.children ?? [])),
        ...cells.flatMap(({ children }, index) => [index > 0 ? ' · ' : ': ', ...children]),
      ]),
    ),
  )

const tableRowTexts = (table: Table): string[] =>
  table.children.map((row) => row.children.map((cell) => plainWords(cell)).join(' · '))

const toCanvasInlines = (nodes: readonly Inline[]): Inline[] => nodes.flatMap(inline)

function inline(node: Inline): Inline[] {
  switch (node.type) {
    case 'text':
      return withLinks(clipCanvasText(node.value))
    case 'inlineCode':
      return [{ ...node, value: clipCanvasText(node.value) }]
    case 'html':
      return [textNode(clipCanvasText(node.value))]
    case 'image':
      return [linkNode(node.alt || node.url, node.url)]
    case 'link':
      return [linkNode(plainWords(node), node.url)]
    case 'imageReference':
      return [textNode(node.alt ?? '')]
    case 'linkReference':
      return toCanvasInlines(node.children)
    case 'strong':
    case 'emphasis':
    case 'delete':
      return [{ ...node, children: toCanvasInlines(node.children) }]
    case 'break':
      return [node]
    default:
      return []
  }
}

/** Addresses that people wrote lead where they say. */
function withLinks(value: string): Inline[] {
  const parts: Inline[] = []
  let done = 0
  for (const { index, 0: found } of value.matchAll(webAddressPattern)) {
    const url = trimTrailingPunctuation(found)
    if (!isSafeAddress(url)) continue
    if (index > done) parts.push(textNode(value.slice(done, index)))
    parts.push(linkNode(url, url))
    done = index + url.length
  }
  return done < value.length ? [...parts, textNode(value.slice(done))] : parts
}

/** Whole characters only. */
function clipCanvasText(value: string): string {
  if (value.length <= maxCanvasTextLength) return value
  return `${value.slice(0, maxCanvasTextLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
