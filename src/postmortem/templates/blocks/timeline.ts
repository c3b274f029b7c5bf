import type { ListItem } from 'mdast'
import { clipText } from '../../../messages/mrkdwn.ts'
import type { ActionTaken, TimelineLine } from '../../document/lines.ts'
import type { PostMortem } from '../../document/model.ts'
import { renderGapNotes } from '../gap.ts'
import {
  emphasisNode,
  headingNode,
  type Line,
  linkNode,
  listItemNode,
  listNode,
  type Node,
  paragraphNode,
  strongNode,
} from '../nodes.ts'
import { parseSlackLine, parseSlackText, type SlackTextParts, stripCodeBlocks } from '../slack-text.ts'
import { formatLongDay, time24 } from '../times.ts'
import { actionResultLine } from './result.ts'

/** How many characters of a message a timeline line shows. The appendix has the full text. */
export const maxEntryTextLength = 1_000

/** Kinds of entry about the incident rather than events in it. Most of them have a section of their own. */
const asideKinds: ReadonlySet<string> = new Set(['correction', 'impact', 'lesson'])

export const isAside = ({ kind }: TimelineLine): boolean => asideKinds.has(kind)

/** The timeline by day. Leaves out challenges, which have their own section, and asides (see `alsoOnRecordBlock`). */
export function timelineBlock(document: PostMortem, { detail }: { detail?: string }): Node[] {
  const lost = renderGapNotes(document, 'timeline')
  if (detail === 'brief') return [...lost, ...renderBriefTimeline(document, document.timeline)]
  const { timeline, incident } = document
  const { zone } = incident
  const lines = timeline.filter((line) => line.kind !== 'challenge' && !isAside(line))
  if (lines.length === 0) return [...lost, paragraphNode('Nothing was recorded.')]
  const days = Map.groupBy(lines, ({ at }) => formatLongDay(at, zone))
  const listed = [...days].flatMap(([date, entries]) => [
    headingNode(3, date),
    listNode(entries.map((line) => timelineItem(line, zone))),
  ])
  return [...lost, ...listed]
}

/** Kinds of entry that the bot records by itself, or that have a section of their own. */
const kindsLeftOutOfBrief: ReadonlySet<string> = new Set(['role', 'evidence', 'challenge', ...asideKinds])

/** One line per entry with its time and text, without author or code. */
function renderBriefTimeline({ actions, incident }: PostMortem, timeline: readonly TimelineLine[]): Node[] {
  const lines = timeline.filter(({ kind }) => !kindsLeftOutOfBrief.has(kind))
  if (lines.length === 0) return [paragraphNode('Nothing was recorded.')]
  const results = new Map(actions.map((action) => [timelineLineKey(action), action]))
  const days = Map.groupBy(lines, ({ at }) => formatLongDay(at, incident.zone))
  return [...days].flatMap(([date, entries]) => [
    ...(days.size > 1 ? [paragraphNode(strongNode(date))] : []),
    listNode(entries.map((line) => briefTimelineItem(line, results.get(timelineLineKey(line)), incident.zone))),
  ])
}

/**
 * The brief timeline until the incident was closed, as a draft for a story in somebody's own words. In a retrospective
 * it ends at the resolution: later entries are about how the incident was investigated afterwards.
 */
export function storyBlock(document: PostMortem): Node[] {
  const { incident, times, timeline } = document
  const over = incident.mode === 'retrospective' ? times.resolved?.at : undefined
  const closed = times.closed?.at
  const lines = timeline.filter(({ at }) => (!over || at <= over) && (!closed || at < closed))
  return [...renderGapNotes(document, 'timeline'), ...(lines.length > 0 ? renderBriefTimeline(document, lines) : [])]
}

const timelineLineKey = ({ at, text }: TimelineLine): string => `${at} ${text}`

/** Labels for kinds of entry that readers could not tell from the text alone. */
const briefKindLabels: Readonly<Record<string, string>> = {
  hypothesis: 'Hypothesis',
  decision: 'Decision',
  recurrence: 'It came back',
}

function prefixKindLabel(kind: string, text: string): string {
  const name = briefKindLabels[kind]
  return name && !text.toLowerCase().startsWith(name.toLowerCase()) ? `${name}: ${text}` : text
}

function briefTimelineItem(line: TimelineLine, action: ActionTaken | undefined, zone: string): ListItem {
  const words = parseSlackLine(clipText(prefixKindLabel(line.kind, stripCodeBlocks(line.text)), maxEntryTextLength))
  const result = action?.result ? [' – ', ...actionResultLine(action)] : []
  return listItemNode([linkNode(time24(line.at, zone), line.permalink), ': ', ...words, ...result])
}

function timelineItem(line: TimelineLine, zone: string): ListItem {
  const { inline, blocks } = renderEntryText(line)
  const first = [linkNode(time24(line.at, zone), line.permalink), ' ', strongNode(line.kind), ' ', ...inline]
  return {
    ...listItemNode(first, ...blocks),
    data: { hProperties: { className: ['entry'], 'data-kind': line.kind, 'data-at': line.at } },
  }
}

/** The text of an entry with its attachments, its author, and a mark if it has been deleted in Slack. */
export function renderEntryText(line: TimelineLine): SlackTextParts {
  const { text, author, deletedInSlack } = line
  const isLong = text.length > maxEntryTextLength
  const { inline, blocks } = parseSlackText(isLong ? `${text.slice(0, maxEntryTextLength).toWellFormed()}…` : text)
  const more: Line = [
    ...(isLong ? [' ', emphasisNode('in full in the appendix')] : []),
    ...attachmentLinks(line),
    author ? ` (${author})` : '',
    ...(deletedInSlack ? [' ', emphasisNode('deleted in Slack since')] : []),
  ]
  return { inline: [...inline, ...paragraphNode(...more).children], blocks }
}

/** The attachments of an entry: files, and previews of links. */
export const attachmentLinks = ({ attachments }: TimelineLine): Line =>
  attachments.flatMap(({ title, url }): Line => [' 📎 ', linkNode(title, url)])
