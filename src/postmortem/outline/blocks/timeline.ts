import type { ListItem } from 'mdast'
import type { TimelineLine } from '../../document/lines.ts'
import type { PostMortem } from '../../document/model.ts'
import { emphasis, heading, type Inline, item, linked, list, type Node, paragraph, strong } from '../nodes.ts'
import { day, time24 } from '../times.ts'
import { type Words, wordsOf } from '../words.ts'

/** How much of one message a line shows, in characters; the rest is in the appendix. */
export const longest = 1_000

/** By days. Without the challenges, which have a section of their own. */
export function timelineBlock({ timeline, incident: { zone } }: PostMortem): Node[] {
  const lines = timeline.filter(({ kind }) => kind !== 'challenge')
  if (lines.length === 0) return [paragraph('Nothing was recorded.')]
  const days = Map.groupBy(lines, ({ at }) => day(at, zone))
  return [...days].flatMap(([date, entries]) => [
    heading(3, date),
    list(entries.map((line) => timelineItem(line, zone))),
  ])
}

function timelineItem(line: TimelineLine, zone: string): ListItem {
  const { inline, blocks } = said(line)
  const first = [linked(time24(line.at, zone), line.permalink), ' ', strong(line.kind), ' ', ...inline]
  return {
    ...item(first, ...blocks),
    data: { hProperties: { className: ['entry'], 'data-kind': line.kind } },
  }
}

/** What somebody wrote, with what came with it, who wrote it, and whether it is still there in Slack. */
export function said({ text, attachments, author, deletedInSlack }: TimelineLine): Words {
  const isLong = text.length > longest
  const { inline, blocks } = wordsOf(isLong ? `${text.slice(0, longest).toWellFormed()}…` : text)
  const files = attachments.flatMap(({ title, url }): (Inline | string)[] => [' 📎 ', linked(title, url)])
  const more: (Inline | string)[] = [
    ...(isLong ? [' ', emphasis('in full in the appendix')] : []),
    ...files,
    author ? ` (${author})` : '',
    ...(deletedInSlack ? [' ', emphasis('deleted in Slack since')] : []),
  ]
  return { inline: [...inline, ...paragraph(...more).children], blocks }
}
