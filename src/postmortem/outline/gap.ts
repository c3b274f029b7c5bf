import type { Gap, PostMortem } from '../document/model.ts'
import { emphasis, linked, type Node, note, paragraph, strong } from './nodes.ts'
import { time24 } from './times.ts'

/** What is missing in a section, for whom, and what may help; nothing where nothing is missing. */
export const gapIn = (document: PostMortem, section: string): Node[] =>
  document.gaps.filter((gap) => gap.section === section).map((gap) => marked(gap, document))

function marked({ missing, who, help }: Gap, { timeline, incident }: PostMortem): Node {
  const helpful = timeline.filter(({ entries }) => entries.some((id) => help.includes(id)))
  const links = helpful.flatMap(({ at, permalink }, index) => [
    ...(index > 0 ? [', '] : []),
    linked(time24(at, incident.zone), permalink),
  ])
  const hint = links.length > 0 ? [' May help: ', ...links, '.'] : []
  return note('gap', paragraph(strong('Missing.'), ` ${missing} `, emphasis(`For ${who}.`), ...hint))
}
