import type {
  Blockquote,
  Code,
  Emphasis,
  Heading,
  Link,
  List,
  ListItem,
  Paragraph,
  PhrasingContent,
  RootContent,
  Strong,
  Table,
  TableRow,
  Text,
  Node as TreeNode,
} from 'mdast'
import type {} from 'mdast-util-to-hast'
import { bidiControlClass } from '../../platform/strings.ts'

/** A chart drawn from the document's data. A renderer that cannot draw shows its Mermaid source, if it has one. */
export interface Chart extends TreeNode {
  type: 'chart'
  of: 'hypotheses' | 'impact'
  mermaid: string | null
}
declare module 'mdast' {
  interface RootContentMap {
    chart: Chart
  }
}

/** A Markdown tree node. Text that people wrote is only ever the value of a text or code node. */
export type Node = RootContent
export type Inline = PhrasingContent
/** The content of one line. A string is plain text. */
export type Line = (Inline | string)[]
type LineParts = Readonly<Line>

const lineEnds = /(?<!\s)\s*[\r\n\v\f\u0085\u2028\u2029]\s*/g
/** Control characters, and bidi controls, which would reverse the rest of the line. */
const unseenCharacters = new RegExp(String.raw`[^\P{Cc}\t\n]|[${bidiControlClass}]`, 'gu')
export const stripUnseenCharacters = (value: string): string => value.replace(unseenCharacters, '')

/** The text of a node without any markup. */
export function plainWords(node: Node): string {
  if ('children' in node) return (node.children as Node[]).map(plainWords).join('')
  return 'value' in node ? node.value : ''
}

/** A text node on one line: line ends become ⏎, invisible characters are removed. */
export const textNode = (value: string): Text => ({
  type: 'text',
  value: stripUnseenCharacters(value.toWellFormed().replace(lineEnds, ' ⏎ ')),
})

const toInlineNodes = (parts: LineParts): Inline[] =>
  mergeTextNodes(parts.filter((one) => one !== '').map((one) => (typeof one === 'string' ? textNode(one) : one)))

/** Merges adjacent text nodes: to escape a character, a renderer has to see the ones that follow. */
export function mergeTextNodes<T extends Node>(nodes: readonly T[]): T[] {
  const parts: T[] = []
  for (const node of nodes) {
    const last = parts.at(-1)
    if (last?.type === 'text' && node.type === 'text')
      parts[parts.length - 1] = { ...last, value: last.value + node.value }
    else parts.push(node)
  }
  return parts
}

export const strongNode = (...parts: LineParts): Strong => ({
  type: 'strong',
  children: toInlineNodes(parts),
})
export const emphasisNode = (...parts: LineParts): Emphasis => ({
  type: 'emphasis',
  children: toInlineNodes(parts),
})
export const paragraphNode = (...parts: LineParts): Paragraph => ({
  type: 'paragraph',
  children: toInlineNodes(parts),
})
export const headingNode = (depth: Heading['depth'], ...parts: LineParts): Heading => ({
  type: 'heading',
  depth,
  children: toInlineNodes(parts),
})

/** Whether a link may lead to this URL. URLs come from Slack and from people, and could run a script. */
export const isSafeAddress = (url: string): boolean => /^(?:https?:\/\/|mailto:)[^\s<>"'\\`\p{C}]+$/iu.test(url)

/** A link, or plain text if the URL is missing or unsafe. */
export function linkNode(words: string, url: string | null | undefined): Inline {
  const link = (address: string): Link => ({ type: 'link', url: address, children: [textNode(words)] })
  return url && isSafeAddress(url) ? link(url) : textNode(words)
}

export const listItemNode = (first: LineParts, ...more: ListItem['children']): ListItem => ({
  type: 'listItem',
  spread: false,
  children: [paragraphNode(...first), ...more],
})

export const listNode = (items: readonly ListItem[]): List => ({
  type: 'list',
  ordered: false,
  spread: false,
  children: [...items],
})

/** A list, or nothing if it would be empty. */
export const nonEmptyListNodes = (items: readonly ListItem[]): Node[] => (items.length > 0 ? [listNode(items)] : [])

/** A list below a bold line, or nothing if the list would be empty. */
export const listUnder = (words: string, items: readonly ListItem[]): Node[] =>
  items.length > 0 ? [paragraphNode(strongNode(words)), listNode(items)] : []

const tableRowNode = (cells: readonly LineParts[]): TableRow => ({
  type: 'tableRow',
  children: cells.map((cell) => ({ type: 'tableCell', children: toInlineNodes(cell) })),
})

export const tableNode = (head: readonly string[], rows: readonly (readonly LineParts[])[]): Table => ({
  type: 'table',
  align: head.map(() => null),
  children: [tableRowNode(head.map((name) => [name])), ...rows.map(tableRowNode)],
})

/** A label and its value. */
export type TwoColumnRow = readonly [string, Line]

/** A table of labels and values; its column headings are empty. */
export const twoColumns = (rows: readonly TwoColumnRow[]): Table =>
  tableNode(
    ['', ''],
    rows.map(([name, value]) => [[name], value]),
  )

export const codeNode = (value: string, lang: string | null = null): Code => ({
  type: 'code',
  lang,
  value: stripUnseenCharacters(value.toWellFormed().replace(/\r\n?/g, '\n')),
})

/** The kind of note that a blockquote is; undefined for an ordinary one. */
export const noteKindOf = ({ data }: Blockquote): string | undefined => {
  const names = data?.hProperties?.className
  return Array.isArray(names) ? String(names[0]) : undefined
}

/** A blockquote that the HTML page can style by its kind. */
export const noteNode = (kind: 'gap' | 'changed' | 'said', ...children: Blockquote['children']): Blockquote => ({
  type: 'blockquote',
  children,
  data: { hProperties: { className: [kind] } },
})
