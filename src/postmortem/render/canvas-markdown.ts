import { type Options, toMarkdown } from 'mdast-util-to-markdown'
import type { Node } from '../templates/nodes.ts'
import { fullLinkHandler, markdownStyle } from './markdown-of.ts'

/** Writes every link as `[text](url)`: apps report that Slack refuses angle brackets in a canvas. */
const canvasMarkdownOptions: Options = {
  ...markdownStyle,
  handlers: { link: fullLinkHandler },
}

/** Renders nodes as canvas Markdown. Nobody reads the source, so everything that could be markup is escaped. */
export const canvasMarkdown = (nodes: readonly Node[]): string =>
  toMarkdown({ type: 'root', children: [...nodes] }, canvasMarkdownOptions)
