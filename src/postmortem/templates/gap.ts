import type { Gap, PostMortem } from '../document/model.ts'
import { emphasisNode, linkNode, type Node, noteNode, paragraphNode, strongNode } from './nodes.ts'
import { time24 } from './times.ts'

/** Notes on what a section lacks, who should supply it, and which entries may help. Empty if nothing is missing. */
export const renderGapNotes = (document: PostMortem, section: string): Node[] =>
  document.gaps.filter((gap) => gap.section === section).map((gap) => renderGapNote(gap, document))

/** The timeline lines that may help fill a gap. */
export const findHelpfulEntries = ({ help }: Gap, { timeline }: PostMortem): PostMortem['timeline'] =>
  timeline.filter(({ entries }) => entries.some((id) => help.includes(id)))

function renderGapNote(gap: Gap, document: PostMortem): Node {
  const { missing, who, messages } = gap
  const { incident } = document
  const links = (messages ?? findHelpfulEntries(gap, document)).flatMap(({ at, permalink }, index) => [
    ...(index > 0 ? [', '] : []),
    linkNode(time24(at, incident.zone), permalink),
  ])
  const hint = links.length > 0 ? [messages ? ' In Slack: ' : ' May help: ', ...links, '.'] : []
  return noteNode('gap', paragraphNode(strongNode('Missing.'), ` ${missing} `, emphasisNode(`For ${who}.`), ...hint))
}
