import type { Element, ElementContent } from 'hast'
import { h } from 'hastscript'
import type { Blockquote, Code, Heading, Link, Parents, Table, TableRow, Text } from 'mdast'
import { type Handlers, type State, toHast } from 'mdast-util-to-hast'
import { isSafeAddress, type Node, noteKindOf } from '../../templates/nodes.ts'
import { codeBlockElement } from './code.ts'
import { listItem } from './items.ts'
import type { ShowPicture } from './picture.ts'

/** What a page knows besides the nodes: how a chart is drawn, and how a picture is shown. */
export interface PageMedia {
  chart(of: 'hypotheses' | 'impact'): ElementContent[]
  picture: ShowPicture
}

/**
 * Nodes → elements. Raw HTML never becomes an element, links lead only where a link may lead, and nothing is loaded:
 * what a handler does not make is not on the page. Words that stand alone are a paragraph.
 */
export function elementsOf(nodes: readonly Node[], drawing: PageMedia): ElementContent[] {
  const root = toHast({ type: 'root', children: [...nodes] }, { handlers: handlersWith(drawing) })
  if (root.type !== 'root') throw new Error('a tree has become something else')
  return root.children.flatMap((child): ElementContent[] => {
    if (child.type === 'element') return [child]
    return child.type === 'text' && child.value.trim() !== '' ? [h('p', { dir: 'auto' }, child)] : []
  })
}

const handlersWith = (drawing: PageMedia): Handlers => ({
  text: (_state, node: Text, parent) => textElement(node.value, parent?.children[0] === node),
  paragraph: (state, node) => h('p', { dir: 'auto' }, state.all(node)),
  heading: headingElement,
  link: linkElement,
  code: (_state, { value, lang }: Code) => codeBlockElement(value, lang ?? null),
  table: tableElement,
  blockquote,
  listItem: (state, node) => listItem(state, node, drawing.picture),
  chart: (_state, { of }: { of: 'hypotheses' | 'impact' }) => drawing.chart(of),
  // Neither is ever among the nodes; if one were, it would be nothing but its words.
  html: (_state, { value }: { value: string }) => textElement(value),
  image: (_state, { alt }: { alt?: string | null }) => textElement(alt ?? ''),
})

const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/

/**
 * Words that run from right to left keep to themselves: what stands around them stays in its place. Those that come
 * first turn all of it.
 */
const textElement = (value: string, isFirst = true): ElementContent =>
  rightToLeft.test(value) && !isFirst ? h('bdi', value) : { type: 'text', value }

/** The document has its own outline: a heading inside a quotation or a list is words in bold. */
function headingElement(state: State, node: Heading, parent: Parents | undefined): Element {
  const inside = state.all(node)
  if (parent?.type !== 'root') return h('p', { dir: 'auto' }, h('strong', inside))
  return h(`h${node.depth}`, { dir: 'auto' }, inside)
}

/** A message in Slack is known by its address; on paper its address says nothing. */
const isPermalink = (url: string): boolean => /\/archives\/[A-Z0-9]+\/p\d+/.test(url)

function linkElement(state: State, node: Link): ElementContent | ElementContent[] {
  const inside = state.all(node)
  if (!isSafeAddress(node.url)) return inside
  const className = isPermalink(node.url) ? ['permalink'] : []
  return h('a', { href: node.url, rel: ['noreferrer', 'noopener'], className }, inside)
}

/** Wide tables move sideways within themselves, also by the keyboard. A head without a word is none: then each row has one. */
function tableElement(state: State, node: Table): Element {
  const [first, ...others] = node.children
  const hasHead = first?.children.some(({ children }) => children.length > 0) === true
  const head = first && hasHead ? [h('thead', tableRowElement(state, first, 'col'))] : []
  const rows = others.map((one) => tableRowElement(state, one, hasHead ? null : 'row'))
  return h(
    'div',
    { className: ['sideways'], tabIndex: 0, role: 'group', ariaLabel: 'Table' },
    h('table', { className: hasHead ? [] : ['facts'] }, [...head, h('tbody', rows)]),
  )
}

/** `heads`: whether all cells of the row head a column, or the first one heads the row. */
const tableRowElement = (state: State, node: TableRow, heads: 'col' | 'row' | null): Element =>
  h(
    'tr',
    node.children.map((cell, index) => {
      const isHead = heads === 'col' || (heads === 'row' && index === 0)
      return h(isHead ? 'th' : 'td', { dir: 'auto', ...(isHead && { scope: heads }) }, state.all(cell))
    }),
  )

function blockquote(state: State, node: Blockquote): Element {
  const kind = noteKindOf(node)
  const inside = state.all(node)
  if (kind === 'gap' || kind === 'changed') return h('div', { className: ['note', kind], role: 'note' }, inside)
  return h('blockquote', inside)
}
