import { buildPostMortem } from '../document/build.ts'
import type { PostMortem } from '../document/model.ts'
import type { PostMortemInput } from '../input.ts'
import { canvasMarkdown } from '../render/canvas-markdown.ts'
import { fitNodesToLength } from '../render/canvas-size.ts'
import { toCanvasNodes } from '../render/canvas-tree.ts'
import { outlineFrom, type TemplateLibrary } from '../templates/library.ts'
import { emphasisNode, type Node, paragraphNode } from '../templates/nodes.ts'
import { sectionsShown } from '../templates/outline.ts'

/** Slack takes 1,048,576 characters; nobody scrolls through them, and its clients do not show them. */
const maxCanvasLength = 100_000
/** More lines than that would not fit; all of them are in the file. */
const maxCanvasTimelineLines = 600

/** The post-mortem as a canvas of the channel. Its title stays the same: by it a canvas is found again. */
export function renderCanvas(material: PostMortemInput, forms: TemplateLibrary): { title: string; markdown: string } {
  const document = buildPostMortem(material)
  const outline = outlineFrom(material, withEnds(document), forms)
  const nodes = [...notesOn(document), ...toCanvasNodes(sectionsShown(outline))]
  return {
    title: `${document.incident.reference} post-mortem`,
    markdown: canvasMarkdown(fitNodesToLength(nodes, maxCanvasLength, (node) => canvasMarkdown([node]))),
  }
}

/** Of a long timeline the beginning and the end. */
const withEnds = (document: PostMortem): PostMortem =>
  isLong(document)
    ? {
        ...document,
        timeline: [
          ...document.timeline.slice(0, maxCanvasTimelineLines / 2),
          ...document.timeline.slice(-maxCanvasTimelineLines / 2),
        ],
      }
    : document

const isLong = ({ timeline }: PostMortem): boolean => timeline.length > maxCanvasTimelineLines

/** What whoever reads it, or writes into it, is to know beforehand. */
function notesOn(document: PostMortem): Node[] {
  const kept =
    'This page follows the incident until the post-mortem is published. What is written here by hand is overwritten.'
  const cut = `Of the ${document.timeline.length} lines of the timeline the first and the last ${maxCanvasTimelineLines / 2} are shown here; the exported file has all of them.`
  return [
    ...(document.state === 'published' ? [] : [paragraphNode(emphasisNode(kept))]),
    ...(isLong(document) ? [paragraphNode(cut)] : []),
  ]
}
