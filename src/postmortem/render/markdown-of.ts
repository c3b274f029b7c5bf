import type { Link } from 'mdast'
import { gfmToMarkdown } from 'mdast-util-gfm'
import { type Handle, type Options, toMarkdown } from 'mdast-util-to-markdown'
import type { Chart, Node } from '../templates/nodes.ts'
import { escapeMarkdown } from './markdown-text.ts'

declare module 'mdast-util-to-markdown' {
  interface ConstructNameMap {
    chart: 'chart'
  }
}

/** The style of all our Markdown: GitHub Flavored, choosing the least ambiguous markers. */
export const markdownStyle: Options = {
  bullet: '-',
  emphasis: '_',
  rule: '-',
  listItemIndent: 'one',
  extensions: [gfmToMarkdown({ tablePipeAlign: false })],
}

/** Renders nodes as Markdown that ends with a newline. */
export const markdownOf = (nodes: readonly Node[]): string =>
  toMarkdown({ type: 'root', children: nodes.filter((node) => !isUndrawableChart(node)) }, documentMarkdownOptions)

/** A chart that Mermaid cannot draw is left out: the text around it says the same. */
const isUndrawableChart = (node: Node): boolean => node.type === 'chart' && node.mermaid === null

/** Replaces the library's handler, which also escapes characters that mean nothing where they are. */
const textHandler: Handle = (node: { value: string }, _parent, state, info) =>
  escapeMarkdown(node.value, {
    isFirst: info.before === '\n' || info.before === '',
    isLast: info.after === '\n' || info.after === '',
    isBeforeLink: info.after.startsWith('['),
    inCell: state.stack.includes('tableCell'),
    inLink: state.stack.includes('label'),
  })

const chartHandler: Handle = ({ mermaid }: Chart, _parent, state, info) =>
  state.handle({ type: 'code', lang: 'mermaid', value: mermaid ?? '' }, undefined, state, info)

/** Writes a link whose text is its URL as `<url>`. */
const linkHandler: Handle = (node: Link, parent, state, info) => {
  const [only] = node.children
  if (only?.type === 'text' && only.value === node.url && !/[\s<>]/.test(node.url)) return `<${node.url}>`
  return fullLinkHandler(node, parent, state, info)
}

/** Writes `[text](url)`, encoding parentheses and entities that would end or change the URL. */
export const fullLinkHandler: Handle = (node: Link, _parent, state, info) => {
  const url = node.url
    .replaceAll('(', '%28')
    .replaceAll(')', '%29')
    .replace(/&(?=#?\w+;)/g, '&amp;')
  const exit = state.enter('label')
  const words = state.containerPhrasing(node, { ...info, before: '[', after: ']' })
  exit()
  return `[${words}](${url})`
}

const documentMarkdownOptions: Options = {
  ...markdownStyle,
  handlers: { text: textHandler, link: linkHandler, chart: chartHandler } as Options['handlers'],
}
