import type { BlockContent, List, ListItem, Paragraph, PhrasingContent, RootContent, Table } from 'mdast'

/** Cells in one table of a canvas (https://docs.slack.dev/surfaces/canvases). */
const mostCells = 300
const deepestHeading = 3
/** One text in a canvas, in characters; all of it is in the file. */
const longestText = 3_000

/** Markdown as a canvas takes it: what Slack would refuse becomes the nearest that it takes. */
export const forCanvas = (nodes: readonly RootContent[]): RootContent[] => nodes.flatMap(topOf)

function topOf(node: RootContent): RootContent[] {
  switch (node.type) {
    case 'heading': {
      const depth = Math.min(node.depth, deepestHeading) as 1 | 2 | 3
      return [{ ...node, depth, children: inlines(node.children) }]
    }
    case 'blockquote':
      return [{ ...node, children: node.children.flatMap(plainly) }]
    case 'list':
      return [listOf(node, node.ordered === true)]
    case 'table':
      return tablesOf(node)
    case 'thematicBreak':
      return [node]
    case 'definition':
      return [node]
    default:
      return leafOf(node)
  }
}

/** A block without others in it. A diagram's source tells readers nothing. */
function leafOf(node: RootContent): BlockContent[] {
  switch (node.type) {
    case 'paragraph':
      return [{ ...node, children: inlines(node.children) }]
    case 'code':
      return node.lang === 'mermaid' ? [] : [{ ...node, value: clipped(node.value) }]
    case 'html':
      return [paragraph(text(node.value))]
    default:
      return []
  }
}

/** A list in a list is of the same kind, and holds words, code and lists alone. */
const listOf = (list: List, ordered: boolean): List => ({
  ...list,
  ordered,
  children: list.children.map((item) => itemOf(item, ordered)),
})

const itemOf = (item: ListItem, ordered: boolean): ListItem => ({
  ...item,
  children: item.children.flatMap((node) => (node.type === 'list' ? [listOf(node, ordered)] : plainly(node))),
})

/** What holds blocks gives way to the words in it. */
function plainly(node: RootContent): BlockContent[] {
  switch (node.type) {
    case 'heading':
      return [paragraph({ type: 'strong', children: inlines(node.children) })]
    case 'blockquote':
      return node.children.flatMap(plainly)
    case 'list':
      return node.children.flatMap(({ children }) => children.flatMap(plainly))
    case 'table':
      return rowsOf(node).map((row) => paragraph(text(row)))
    default:
      return leafOf(node)
  }
}

/** A table too large for a canvas becomes several, each with the heading row; one too wide, a list. */
function tablesOf(table: Table): RootContent[] {
  const [head, ...rows] = table.children.map((row) => ({
    ...row,
    children: row.children.map((cell) => ({ ...cell, children: inlines(cell.children) })),
  }))
  const width = head?.children.length ?? 0
  const most = Math.floor(mostCells / Math.max(1, width)) - 1
  if (!head || most < 1) return [asList(table)]
  const count = Math.max(1, Math.ceil(rows.length / most))
  return Array.from({ length: count }, (_, index) => ({
    ...table,
    children: [head, ...rows.slice(index * most, (index + 1) * most)],
  }))
}

const asList = (table: Table): List => ({
  type: 'list',
  ordered: false,
  spread: false,
  children: rowsOf(table).map((row) => ({
    type: 'listItem',
    spread: false,
    children: [paragraph(text(row))],
  })),
})

const rowsOf = (table: Table): string[] =>
  table.children.map((row) => row.children.map(({ children }) => wordsOf(children)).join(' · '))

function inlines(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  return nodes.flatMap(inline)
}

function inline(node: PhrasingContent): PhrasingContent[] {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return [{ ...node, value: clipped(node.value) }]
    case 'html':
      return [text(node.value)]
    case 'image':
      return linked(node.url, [text(node.alt || node.url)])
    case 'link':
      return linked(node.url, inlines(node.children))
    case 'imageReference':
      return [text(node.alt ?? '')]
    case 'linkReference':
    case 'strong':
    case 'emphasis':
    case 'delete':
      return [{ ...node, children: inlines(node.children) }]
    case 'break':
      return [node]
    default:
      return []
  }
}

/** Nothing but pages and addresses of people is led to. */
const linked = (url: string, children: PhrasingContent[]): PhrasingContent[] =>
  /^(https?|mailto):/i.test(url)
    ? [{ type: 'link', url, children: children.filter(({ type }) => type !== 'link') as never }]
    : children

const wordsOf = (nodes: readonly PhrasingContent[]): string =>
  nodes
    .map((node) => ('children' in node ? wordsOf(node.children) : 'value' in node ? node.value : ''))
    .join('')

/** Whole characters only. */
function clipped(value: string): string {
  if (value.length <= longestText) return value
  return `${value.slice(0, longestText - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

export const text = (value: string): PhrasingContent => ({ type: 'text', value: clipped(value) })
export const paragraph = (...children: PhrasingContent[]): Paragraph => ({ type: 'paragraph', children })
