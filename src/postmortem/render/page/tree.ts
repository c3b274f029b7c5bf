import type { Element, ElementContent } from 'hast'
import { h } from 'hastscript'
import type { Blockquote, Code, Heading, Link, Parents, Table, TableRow, Text } from 'mdast'
import { type Handlers, type State, toHast } from 'mdast-util-to-hast'
import { isSafeAddress, type Node, noteKindOf } from '../../templates/nodes.ts'
import { codeBlockElement } from './code.ts'
import { listItemElement } from './items.ts'
import type { ShowPicture } from './picture.ts'

/** Draws the charts and pictures that nodes refer to. */
export interface PageMedia {
  chart(of: 'hypotheses' | 'impact'): ElementContent[]
  picture: ShowPicture
}

/**
 * Converts nodes to HTML elements. Raw HTML never becomes an element, links go to safe addresses only, and nothing is
 * loaded from elsewhere. Text outside of any element becomes a paragraph.
 */
export function toHtmlElements(nodes: readonly Node[], drawing: PageMedia): ElementContent[] {
  const root = toHast({ type: 'root', children: [...nodes] }, { handlers: makeHtmlHandlers(drawing) })
  if (root.type !== 'root')
    throw new Error(`Converting nodes to HTML gave a node of type ${root.type} instead of a root.`)
  return root.children.flatMap((child): ElementContent[] => {
    if (child.type === 'element') return [child]
    return child.type === 'text' && child.value.trim() !== '' ? [h('p', { dir: 'auto' }, child)] : []
  })
}

const makeHtmlHandlers = (drawing: PageMedia): Handlers => ({
  text: (_state, node: Text, parent) => textElement(node.value, parent?.children[0] === node),
  paragraph: (state, node) => h('p', { dir: 'auto' }, state.all(node)),
  heading: headingElement,
  link: linkElement,
  code: (_state, { value, lang }: Code) => codeBlockElement(value, lang ?? null),
  table: tableElement,
  blockquote: blockquoteElement,
  listItem: (state, node) => listItemElement(state, node, drawing.picture),
  chart: (_state, { of }: { of: 'hypotheses' | 'impact' }) => drawing.chart(of),
  // Our nodes contain neither; if one did get in, only its text would be shown.
  html: (_state, { value }: { value: string }) => textElement(value),
  image: (_state, { alt }: { alt?: string | null }) => textElement(alt ?? ''),
})

const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/

/**
 * Isolates right-to-left text, so that it does not reorder what surrounds it. At the beginning it is left bare, where
 * it sets the direction of the whole element through `dir="auto"`.
 */
const textElement = (value: string, isFirst = true): ElementContent =>
  rightToLeft.test(value) && !isFirst ? h('bdi', value) : { type: 'text', value }

/** Renders a heading inside a quotation or a list as bold text, to keep it out of the outline of the document. */
function headingElement(state: State, node: Heading, parent: Parents | undefined): Element {
  const inside = state.all(node)
  if (parent?.type !== 'root') return h('p', { dir: 'auto' }, h('strong', inside))
  return h(`h${node.depth}`, { dir: 'auto' }, inside)
}

/** Links to Slack messages: the print style does not spell out their URLs, which tell readers nothing. */
const isPermalink = (url: string): boolean => /\/archives\/[A-Z0-9]+\/p\d+/.test(url)

function linkElement(state: State, node: Link): ElementContent | ElementContent[] {
  const inside = state.all(node)
  if (!isSafeAddress(node.url)) return inside
  const className = isPermalink(node.url) ? ['permalink'] : []
  return h('a', { href: node.url, rel: ['noreferrer', 'noopener'], className }, inside)
}

/** Makes wide tables scroll, by keyboard too. If the heading row is empty, the first cell of each row is its heading. */
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

/** `heads`: `col` if every cell is a column heading, `row` if the first cell is the row's heading. */
const tableRowElement = (state: State, node: TableRow, heads: 'col' | 'row' | null): Element =>
  h(
    'tr',
    node.children.map((cell, index) => {
      const isHead = heads === 'col' || (heads === 'row' && index === 0)
      return h(isHead ? 'th' : 'td', { dir: 'auto', ...(isHead && { scope: heads }) }, state.all(cell))
    }),
  )

function blockquoteElement(state: State, node: Blockquote): Element {
  const kind = noteKindOf(node)
  const inside = state.all(node)
  if (kind === 'gap' || kind === 'changed') return h('div', { className: ['note', kind], role: 'note' }, inside)
  return h('blockquote', inside)
}
