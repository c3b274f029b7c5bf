import { buildPostMortem } from '../document/build.ts'
import type { PostMortem } from '../document/model.ts'
import type { PostMortemInput } from '../input.ts'
import { canvasMarkdown } from '../render/canvas-markdown.ts'
import { fitNodesToLength } from '../render/canvas-size.ts'
import { toCanvasNodes } from '../render/canvas-tree.ts'
import { outlineFromMaterial, type TemplateLibrary } from '../templates/library.ts'
import { emphasisNode, type Node, paragraphNode } from '../templates/nodes.ts'
import { shownSectionNodes } from '../templates/outline.ts'

/** Maximum length in characters. Slack accepts 1,048,576, but its clients do not show that much. */
const maxCanvasLength = 100_000
/** More lines would not fit; the exported file has all of them. */
const maxCanvasTimelineLines = 600

/** Renders the post-mortem as a canvas of the channel. The title never changes, because it identifies the canvas. */
export function renderCanvas(input: PostMortemInput, library: TemplateLibrary): { title: string; markdown: string } {
  const document = buildPostMortem(input)
  const outline = outlineFromMaterial(input, cutTimelineMiddle(document), library)
  const nodes = [...canvasNoteNodes(document), ...toCanvasNodes(shownSectionNodes(outline))]
  return {
    title: `${document.incident.reference} post-mortem`,
    markdown: canvasMarkdown(fitNodesToLength(nodes, maxCanvasLength, (node) => canvasMarkdown([node]))),
  }
}

/** Cuts the middle out of a long timeline. */
const cutTimelineMiddle = (document: PostMortem): PostMortem =>
  isTimelineTooLong(document)
    ? {
        ...document,
        timeline: [
          ...document.timeline.slice(0, maxCanvasTimelineLines / 2),
          ...document.timeline.slice(-maxCanvasTimelineLines / 2),
        ],
      }
    : document

const isTimelineTooLong = ({ timeline }: PostMortem): boolean => timeline.length > maxCanvasTimelineLines

/** Notes at the top: manual edits are overwritten, and the timeline may be cut. */
function canvasNoteNodes(document: PostMortem): Node[] {
  const overwritten =
    'This page follows the incident until the post-mortem is published. What is written here by hand is overwritten.'
  const cut = `Of the ${document.timeline.length} lines of the timeline the first and the last ${maxCanvasTimelineLines / 2} are shown here; the exported file has all of them.`
  return [
    ...(document.state === 'published' ? [] : [paragraphNode(emphasisNode(overwritten))]),
    ...(isTimelineTooLong(document) ? [paragraphNode(cut)] : []),
  ]
}
