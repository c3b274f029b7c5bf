import { capitalizeFirst } from '../../../platform/text.ts'
import { sayDuration } from '../../../platform/time/durations.ts'
import type { PostMortem } from '../../document/model.ts'
import { renderGapNotes } from '../gap.ts'
import { listItemNode, type Node, nonEmptyListNodes } from '../nodes.ts'
import { parseSlackLine } from '../slack-text.ts'
import { fullTime, time24 } from '../times.ts'
import { impactFactTitle } from './glance.ts'

/** The impact periods and facts, with notes on what is missing. */
export function impactBlock(document: PostMortem): Node[] {
  const { impact, incident } = document
  return [
    ...nonEmptyListNodes([
      ...impact.windows.map((window) => listItemNode([formatPeriod(window, incident.zone)])),
      ...impact.facts.map(({ name, value }) => listItemNode([`${capitalizeFirst(name)}: `, ...parseSlackLine(value)])),
    ]),
    ...renderGapNotes(document, 'impact'),
  ]
}

/** The impact facts, services and periods as a list, without notes on what is missing. */
export const quickFactsBlock = ({ impact, incident }: PostMortem): Node[] =>
  nonEmptyListNodes([
    ...impact.facts.map(({ name, value }) => listItemNode([`${impactFactTitle(name)}: `, ...parseSlackLine(value)])),
    ...(incident.services.length > 0 ? [listItemNode([`Services affected: ${incident.services.join(', ')}`])] : []),
    ...impact.windows.map((window) => listItemNode([`Affected: ${formatPeriod(window, incident.zone)}`])),
  ])

/** `6 Nov 2019, 14:05 – 14:25 (20 min)`. */
export function formatPeriod({ from, to }: { from: string; to: string | null }, zone: string): string {
  if (!to) return `From ${fullTime(from, zone)} on`
  const [begun, ended] = [fullTime(from, zone), fullTime(to, zone)]
  const isSameDay = begun.slice(0, -5) === ended.slice(0, -5)
  return `${begun} – ${isSameDay ? time24(to, zone) : ended} (${sayDuration(Date.parse(to) - Date.parse(from))})`
}
