import { type Options, toMarkdown } from 'mdast-util-to-markdown'
import type { Node } from '../templates/nodes.ts'
import { markdownStyle, wholeLink } from './markdown-of.ts'

/** Addresses never stand in angle brackets: apps report that Slack refuses those in a canvas. */
const canvasMarkdownOptions: Options = {
  ...markdownStyle,
  handlers: { link: wholeLink },
}

/** Nodes → the Markdown of a canvas. Nobody reads it raw, so whatever could mean something is escaped. */
export const canvasMarkdown = (nodes: readonly Node[]): string =>
  toMarkdown({ type: 'root', children: [...nodes] }, canvasMarkdownOptions)
