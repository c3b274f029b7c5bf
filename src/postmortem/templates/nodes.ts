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

/** A picture drawn from the document's data. Where pictures cannot be drawn, its Mermaid text stands for it, if it has one. */
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

/** A piece of a document: a node of a Markdown tree. What people wrote is only ever the value of a text or code node. */
export type Node = RootContent
export type Inline = PhrasingContent
/** What stands on one line; strings stand for plain text. */
export type Line = (Inline | string)[]
type LineParts = Readonly<Line>

const lineEnds = /(?<!\s)\s*[\r\n\v\f\u0085\u2028\u2029]\s*/g
/** Control characters, and those that would turn the direction of all that follows on the line. */
const unseenCharacters = new RegExp(String.raw`[^\P{Cc}\t\n]|[${bidiControlClass}]`, 'gu')
export const stripUnseenCharacters = (value: string): string => value.replace(unseenCharacters, '')

/** The words of a node, and nothing else of it. */
export function plainWords(node: Node): string {
  if ('children' in node) return (node.children as Node[]).map(plainWords).join('')
  return 'value' in node ? node.value : ''
}

/** Text on one line. */
export const textNode = (value: string): Text => ({
  type: 'text',
  value: stripUnseenCharacters(value.toWellFormed().replace(lineEnds, ' ⏎ ')),
})

const toInlineNodes = (given: LineParts): Inline[] =>
  mergeTextNodes(given.filter((one) => one !== '').map((one) => (typeof one === 'string' ? textNode(one) : one)))

/** Texts that follow one another are one: whoever escapes a sign has to see what stands behind it. */
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

export const strongNode = (...given: LineParts): Strong => ({
  type: 'strong',
  children: toInlineNodes(given),
})
export const emphasisNode = (...given: LineParts): Emphasis => ({
  type: 'emphasis',
  children: toInlineNodes(given),
})
export const paragraphNode = (...given: LineParts): Paragraph => ({
  type: 'paragraph',
  children: toInlineNodes(given),
})
export const headingNode = (depth: Heading['depth'], ...given: LineParts): Heading => ({
  type: 'heading',
  depth,
  children: toInlineNodes(given),
})

/** Where a link may lead: what Slack and people name may be a script. */
export const isSafeAddress = (url: string): boolean => /^(?:https?:\/\/|mailto:)[^\s<>"'\\`\p{C}]+$/iu.test(url)

/** The text with its link; only the text where there is none, or none that is safe. */
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

/** A list; nothing where it would be empty. */
export const nonEmptyListNodes = (items: readonly ListItem[]): Node[] => (items.length > 0 ? [listNode(items)] : [])

/** A list below a bold line; nothing where it would be empty. */
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

/** A name, and what is known of it. */
export type TwoColumnRow = readonly [string, Line]

/** Names and what is known of each: a table without heads. */
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

/** What kind of note a quotation is, if it is one. */
export const noteKindOf = ({ data }: Blockquote): string | undefined => {
  const names = data?.hProperties?.className
  return Array.isArray(names) ? String(names[0]) : undefined
}

/** A quotation that a page can show in a manner of its own. */
export const noteNode = (kind: 'gap' | 'changed' | 'said', ...children: Blockquote['children']): Blockquote => ({
  type: 'blockquote',
  children,
  data: { hProperties: { className: [kind] } },
})
