import type { TimelineLine } from '../../document/lines.ts'
import type { PostMortem } from '../../document/model.ts'
import { item, type Line, linked, listOf, type Node, paragraph, strong } from '../nodes.ts'
import { fullTime } from '../times.ts'
import { lineOf, wordsOf } from '../words.ts'
import { isAside, longest, said } from './timeline.ts'

/** The commands and excerpts of logs that were captured, each with who wrote it when. */
export const commandsBlock = ({ timeline, incident: { zone } }: PostMortem): Node[] =>
  timeline.flatMap((line) => {
    const { inline, blocks } = wordsOf(line.text)
    if (blocks.length === 0) return []
    return [paragraph(...begun(line, zone), ...(inline.length > 0 ? [': ', ...inline] : [])), ...blocks]
  })

/** Messages too long for a line of the timeline. */
export const longTextsBlock = ({ timeline, incident: { zone } }: PostMortem): Node[] =>
  timeline
    .filter(({ text }) => text.length > longest)
    .flatMap((line) => {
      const { inline, blocks } = wordsOf(line.text)
      return [paragraph(...begun(line, zone), ':'), paragraph(...inline), ...blocks]
    })

const begun = ({ at, permalink, author }: TimelineLine, zone: string): Line => [
  linked(fullTime(at, zone), permalink),
  author ? `, ${author}` : '',
]

/** What the timeline leaves out: corrections, impact and lessons as they were recorded. */
export const alsoOnRecordBlock = ({ timeline, incident: { zone } }: PostMortem): Node[] =>
  listOf(
    timeline.filter(isAside).map((line) => {
      const { inline, blocks } = said(line)
      return item(
        [linked(fullTime(line.at, zone), line.permalink), ' ', strong(line.kind), ' ', ...inline],
        ...blocks,
      )
    }),
  )

/** The pictures of which copies are kept. A page shows them; elsewhere they are named, with their message. */
export const picturesBlock = ({ timeline, incident: { zone } }: PostMortem): Node[] =>
  listOf(
    timeline.flatMap((line) =>
      line.pictures.map(({ id, name }) => ({
        ...item([...begun(line, zone), `: ${name}`]),
        data: { hProperties: { className: ['picture'], 'data-picture': id } },
      })),
    ),
  )

/** What people linked to: dashboards, tickets, documents. */
export function referencesBlock({ timeline, followUps }: PostMortem): Node[] {
  const links = [
    ...timeline.flatMap(({ attachments }) =>
      attachments.flatMap(({ title, url }) => (url ? [[title, url] as const] : [])),
    ),
    ...followUps.flatMap(({ link, label }) => (link ? [[label, link] as const] : [])),
  ]
  const titles = new Map(links.map(([title, url]) => [url, title]))
  const items = [...titles].map(([url, title]) => item(title === url ? lineOf(url) : [linked(title, url)]))
  return listOf(items)
}
