import type { Gap, PostMortem } from '../document/model.ts'
import { emphasis, linked, type Node, note, paragraph, strong } from './nodes.ts'
import { time24 } from './times.ts'

/** What is missing in a section, for whom, and what may help; nothing where nothing is missing. */
export const gapIn = (document: PostMortem, section: string): Node[] =>
  document.gaps.filter((gap) => gap.section === section).map((gap) => marked(gap, document))

/** The lines of the timeline that may help with it. */
export const helpfulFor = ({ help }: Gap, { timeline }: PostMortem): PostMortem['timeline'] =>
  timeline.filter(({ entries }) => entries.some((id) => help.includes(id)))

function marked(gap: Gap, document: PostMortem): Node {
  const { missing, who, messages } = gap
  const { incident } = document
  const links = (messages ?? helpfulFor(gap, document)).flatMap(({ at, permalink }, index) => [
    ...(index > 0 ? [', '] : []),
    linked(time24(at, incident.zone), permalink),
  ])
  const hint = links.length > 0 ? [messages ? ' In Slack: ' : ' May help: ', ...links, '.'] : []
  return note('gap', paragraph(strong('Missing.'), ` ${missing} `, emphasis(`For ${who}.`), ...hint))
}
