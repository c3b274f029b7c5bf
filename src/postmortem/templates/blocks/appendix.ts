import type { TimelineLine } from '../../document/lines.ts'
import type { PostMortem } from '../../document/model.ts'
import { type Line, linkNode, listItemNode, type Node, nonEmptyListNodes, paragraphNode, strongNode } from '../nodes.ts'
import { parseSlackLine, parseSlackText } from '../slack-text.ts'
import { fullTime } from '../times.ts'
import { isAside, maxEntryTextLength, renderEntryText } from './timeline.ts'

/** Captured commands and log excerpts, each with its time and author. */
export const commandsBlock = ({ timeline, incident: { zone } }: PostMortem): Node[] =>
  timeline.flatMap((line) => {
    const { inline, blocks } = parseSlackText(line.text)
    if (blocks.length === 0) return []
    return [paragraphNode(...timeAndAuthorLine(line, zone), ...(inline.length > 0 ? [': ', ...inline] : [])), ...blocks]
  })

/** The full text of messages that are too long for a timeline line. */
export const longTextsBlock = ({ timeline, incident: { zone } }: PostMortem): Node[] =>
  timeline
    .filter(({ text }) => text.length > maxEntryTextLength)
    .flatMap((line) => {
      const { inline, blocks } = parseSlackText(line.text)
      return [paragraphNode(...timeAndAuthorLine(line, zone), ':'), paragraphNode(...inline), ...blocks]
    })

const timeAndAuthorLine = ({ at, permalink, author }: TimelineLine, zone: string): Line => [
  linkNode(fullTime(at, zone), permalink),
  author ? `, ${author}` : '',
]

/** The entries that the timeline leaves out: corrections, impact and lessons, as recorded. */
export const alsoOnRecordBlock = ({ timeline, incident: { zone } }: PostMortem): Node[] =>
  nonEmptyListNodes(
    timeline.filter(isAside).map((line) => {
      const { inline, blocks } = renderEntryText(line)
      return listItemNode(
        [linkNode(fullTime(line.at, zone), line.permalink), ' ', strongNode(line.kind), ' ', ...inline],
        ...blocks,
      )
    }),
  )

/** The pictures we keep copies of. The HTML page shows them; other formats list their names and link the messages. */
export const picturesBlock = ({ timeline, incident: { zone } }: PostMortem): Node[] =>
  nonEmptyListNodes(
    timeline.flatMap((line) =>
      line.pictures.map(({ id, name }) => ({
        ...listItemNode([...timeAndAuthorLine(line, zone), `: ${name}`]),
        data: { hProperties: { className: ['picture'], 'data-picture': id } },
      })),
    ),
  )

/** Links that people shared: dashboards, tickets, documents. */
export function referencesBlock({ timeline, followUps }: PostMortem): Node[] {
  const links = [
    ...timeline.flatMap(({ attachments }) =>
      attachments.flatMap(({ title, url }) => (url ? [[title, url] as const] : [])),
    ),
    ...followUps.flatMap(({ link, label }) => (link ? [[label, link] as const] : [])),
  ]
  const titles = new Map(links.map(([title, url]) => [url, title]))
  const items = [...titles].map(([url, title]) =>
    listItemNode(title === url ? parseSlackLine(url) : [linkNode(title, url)]),
  )
  return nonEmptyListNodes(items)
}
