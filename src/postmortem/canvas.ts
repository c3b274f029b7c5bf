import type { RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown, gfmToMarkdown } from 'mdast-util-gfm'
import { toMarkdown } from 'mdast-util-to-markdown'
import { gfm } from 'micromark-extension-gfm'
import { reference } from '../incident/model.ts'
import { buildPostMortem } from './build.ts'
import { fitted } from './canvas-size.ts'
import { forCanvas, paragraph, text } from './canvas-tree.ts'
import { renderMarkdown } from './markdown.ts'
import type { Material } from './material.ts'
import type { PostMortem } from './model.ts'

/** Slack takes 1,048,576 characters; nobody scrolls through them, and its clients do not show them. */
const mostCharacters = 100_000
/** More lines than that would not fit; all of them are in the file. */
const mostLines = 600

/** The post-mortem as a canvas of the channel. Its title stays the same: by it a canvas is found again. */
export function renderCanvas(material: Material): { title: string; markdown: string } {
  const { state, record } = material
  const title = `${reference(state.incident)} post-mortem`
  const document = buildPostMortem(material)
  const root = fromMarkdown(renderMarkdown(withEnds(document)), {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  })
  const notes = [
    ...(record?.state === 'published' ? [] : [keptUpToDate]),
    ...(document.timeline.length > mostLines ? [withoutMiddle(document)] : []),
  ]
  const nodes = fitted([...notes, ...forCanvas(root.children)], mostCharacters, written)
  return { title, markdown: written({ type: 'root', children: nodes }) }
}

/** Of a long timeline the beginning and the end. */
const withEnds = (document: PostMortem): PostMortem =>
  document.timeline.length > mostLines
    ? {
        ...document,
        timeline: [...document.timeline.slice(0, mostLines / 2), ...document.timeline.slice(-mostLines / 2)],
      }
    : document

const withoutMiddle = ({ timeline }: PostMortem) =>
  paragraph(
    text(
      `Of the ${timeline.length} lines of the timeline the first and the last ${mostLines / 2} are shown here; the exported file has all of them.`,
    ),
  )

/** Whoever writes into the canvas is to know it beforehand. */
const keptUpToDate = paragraph({
  type: 'emphasis',
  children: [
    text(
      'This page follows the incident until the post-mortem is published. What is written here by hand is overwritten.',
    ),
  ],
})

/** Addresses never stand in angle brackets: apps report that Slack refuses those. */
const written = (node: RootContent | { type: 'root'; children: RootContent[] }): string =>
  toMarkdown(node, {
    extensions: [gfmToMarkdown()],
    resourceLink: true,
    bullet: '-',
    emphasis: '_',
    listItemIndent: 'one',
    rule: '-',
  })
