import type { ListItem } from 'mdast'
import { clip } from '../../../messages/mrkdwn.ts'
import type { ActionTaken, TimelineLine } from '../../document/lines.ts'
import type { PostMortem } from '../../document/model.ts'
import { gapIn } from '../gap.ts'
import { emphasis, heading, item, type Line, linked, list, type Node, paragraph, strong } from '../nodes.ts'
import { day, time24 } from '../times.ts'
import { lineOf, type Words, withoutCode, wordsOf } from '../words.ts'
import { result } from './result.ts'

/** How much of one message a line shows, in characters; the rest is in the appendix. */
export const longest = 1_000

/** What was written down about the incident rather than happened in it; most of it has a section of its own. */
const asides: ReadonlySet<string> = new Set(['correction', 'impact', 'lesson'])

export const isAside = ({ kind }: TimelineLine): boolean => asides.has(kind)

/** By days. Without the challenges, which have a section of their own, and without asides, which are also on record. */
export function timelineBlock(document: PostMortem, { detail }: { detail?: string }): Node[] {
  const lost = gapIn(document, 'timeline')
  if (detail === 'brief') return [...lost, ...briefly(document, document.timeline)]
  const { timeline, incident } = document
  const { zone } = incident
  const lines = timeline.filter((line) => line.kind !== 'challenge' && !isAside(line))
  if (lines.length === 0) return [...lost, paragraph('Nothing was recorded.')]
  const days = Map.groupBy(lines, ({ at }) => day(at, zone))
  const listed = [...days].flatMap(([date, entries]) => [
    heading(3, date),
    list(entries.map((line) => timelineItem(line, zone))),
  ])
  return [...lost, ...listed]
}

/** What the bot writes down of itself, and what sections of their own tell. */
const bookkeeping: ReadonlySet<string> = new Set(['role', 'evidence', 'challenge', ...asides])

/** A line each: what happened when, without who wrote it, and without code. */
function briefly({ actions, incident }: PostMortem, timeline: readonly TimelineLine[]): Node[] {
  const lines = timeline.filter(({ kind }) => !bookkeeping.has(kind))
  if (lines.length === 0) return [paragraph('Nothing was recorded.')]
  const results = new Map(actions.map((action) => [lineKey(action), action]))
  const days = Map.groupBy(lines, ({ at }) => day(at, incident.zone))
  return [...days].flatMap(([date, entries]) => [
    ...(days.size > 1 ? [paragraph(strong(date))] : []),
    list(entries.map((line) => briefItem(line, results.get(lineKey(line)), incident.zone))),
  ])
}

/**
 * The same until it was closed, for whoever wants to tell it in words of their own. What was written up afterwards ends
 * when it was over: the rest is how it was found out.
 */
export function storyBlock(document: PostMortem): Node[] {
  const { incident, times, timeline } = document
  const over = incident.mode === 'retrospective' ? times.resolved?.at : undefined
  const closed = times.closed?.at
  const lines = timeline.filter(({ at }) => (!over || at <= over) && (!closed || at < closed))
  return [...gapIn(document, 'timeline'), ...(lines.length > 0 ? briefly(document, lines) : [])]
}

const lineKey = ({ at, text }: TimelineLine): string => `${at} ${text}`

/** What cannot be told from the words alone. */
const kinds: Readonly<Record<string, string>> = {
  hypothesis: 'Hypothesis',
  decision: 'Decision',
  recurrence: 'It came back',
}

function named(kind: string, text: string): string {
  const name = kinds[kind]
  return name && !text.toLowerCase().startsWith(name.toLowerCase()) ? `${name}: ${text}` : text
}

function briefItem(line: TimelineLine, action: ActionTaken | undefined, zone: string): ListItem {
  const words = lineOf(clip(named(line.kind, withoutCode(line.text)), longest))
  const told = action?.result ? [' – ', ...result(action)] : []
  return item([linked(time24(line.at, zone), line.permalink), ': ', ...words, ...told])
}

function timelineItem(line: TimelineLine, zone: string): ListItem {
  const { inline, blocks } = said(line)
  const first = [linked(time24(line.at, zone), line.permalink), ' ', strong(line.kind), ' ', ...inline]
  return {
    ...item(first, ...blocks),
    data: { hProperties: { className: ['entry'], 'data-kind': line.kind, 'data-at': line.at } },
  }
}

/** What somebody wrote, with what came with it, who wrote it, and whether it is still there in Slack. */
export function said(line: TimelineLine): Words {
  const { text, author, deletedInSlack } = line
  const isLong = text.length > longest
  const { inline, blocks } = wordsOf(isLong ? `${text.slice(0, longest).toWellFormed()}…` : text)
  const more: Line = [
    ...(isLong ? [' ', emphasis('in full in the appendix')] : []),
    ...filesOf(line),
    author ? ` (${author})` : '',
    ...(deletedInSlack ? [' ', emphasis('deleted in Slack since')] : []),
  ]
  return { inline: [...inline, ...paragraph(...more).children], blocks }
}

/** What came with it: files, and what links led to. */
export const filesOf = ({ attachments }: TimelineLine): Line =>
  attachments.flatMap(({ title, url }): Line => [' 📎 ', linked(title, url)])
