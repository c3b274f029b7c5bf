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

/** Slack's limit on the cells of one canvas table (https://docs.slack.dev/surfaces/canvases). */
const maxCanvasTableCells = 300
const maxCanvasHeadingDepth = 3
/** Maximum length of one text in a canvas, in characters; the exported file has all of it. */
const maxCanvasTextLength = 3_000

/** Converts nodes for a canvas, replacing what Slack would refuse by the closest thing that it accepts. */
export const toCanvasNodes = (nodes: readonly Node[]): Node[] => nodes.flatMap(toTopLevelNodes)

function toTopLevelNodes(node: Node): Node[] {
  switch (node.type) {
    case 'heading': {
      const depth = Math.min(node.depth, maxCanvasHeadingDepth) as 1 | 2 | 3
      return [{ ...node, depth, children: toCanvasInlines(node.children) }]
    }
    case 'blockquote':
      return [{ ...node, children: node.children.flatMap(flattenToLeafBlocks) }]
    case 'list':
      return [toCanvasList(node, node.ordered === true)]
    case 'table':
      return splitCanvasTable(node)
    case 'thematicBreak':
      return [node]
    default:
      return toLeafBlocks(node)
  }
}

/** Converts a block that contains no other blocks. Charts are dropped: a canvas shows only their source. */
function toLeafBlocks(node: Node): BlockContent[] {
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

/** Nested lists take the kind of the outermost one, and items keep only text, code and lists; Slack refuses the rest. */
const toCanvasList = (list: List, ordered: boolean): List => ({
  ...list,
  ordered,
  children: list.children.map((item) => toCanvasItem(item, ordered)),
})

const toCanvasItem = (item: ListItem, ordered: boolean): ListItem => ({
  ...item,
  children: item.children.flatMap((node) =>
    node.type === 'list' ? [toCanvasList(node, ordered)] : flattenToLeafBlocks(node),
  ),
})

/** Replaces blocks that contain other blocks by paragraphs and code. */
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
      return toLeafBlocks(node)
  }
}

/** Splits a table that is too long into several, each with the heading row; one that is too wide becomes a list. */
function splitCanvasTable(table: Table): Node[] {
  const [head, ...rows] = table.children.map((row) => ({
    ...row,
    children: row.children.map((cell) => ({ ...cell, children: toCanvasInlines(cell.children) })),
  }))
  if (head?.children.every(({ children }) => children.length === 0)) return [tableAsFactList(rows)]
  const width = head?.children.length ?? 0
  const most = Math.floor(maxCanvasTableCells / Math.max(1, width)) - 1
  if (!head || most < 1) return [listNode(tableRowTexts(table).map((row) => listItemNode([row])))]
  const count = Math.max(1, Math.ceil(rows.length / most))
  return Array.from({ length: count }, (_, index) => ({
    ...table,
    children: [head, ...rows.slice(index * most, (index + 1) * most)],
  }))
}

/** Turns a table with an empty heading row into a list, because a canvas would show the empty row. */
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

const toCanvasInlines = (nodes: readonly Inline[]): Inline[] => nodes.flatMap(convertCanvasInline)

function convertCanvasInline(node: Inline): Inline[] {
  switch (node.type) {
    case 'text':
      return linkifyText(clipCanvasText(node.value))
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

/** Turns URLs in a text into links. */
function linkifyText(value: string): Inline[] {
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

/** Cuts a text to the limit, never inside a surrogate pair. */
function clipCanvasText(value: string): string {
  if (value.length <= maxCanvasTextLength) return value
  return `${value.slice(0, maxCanvasTextLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
