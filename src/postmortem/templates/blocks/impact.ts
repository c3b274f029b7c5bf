import { capital } from '../../../platform/text.ts'
import { sayDuration } from '../../../platform/time/durations.ts'
import type { PostMortem } from '../../document/model.ts'
import { gapIn } from '../gap.ts'
import { item, listOf, type Node } from '../nodes.ts'
import { fullTime, time24 } from '../times.ts'
import { lineOf } from '../words.ts'
import { titleOf } from './glance.ts'

/** When people were affected, who, and how much. */
export function impactBlock(document: PostMortem): Node[] {
  const { impact, incident } = document
  return [
    ...listOf([
      ...impact.windows.map((window) => item([span(window, incident.zone)])),
      ...impact.facts.map(({ name, value }) => item([`${capital(name)}: `, ...lineOf(value)])),
    ]),
    ...gapIn(document, 'impact'),
  ]
}

/** The same as a list of facts, with the services. What is missing is said elsewhere. */
export const quickFactsBlock = ({ impact, incident }: PostMortem): Node[] =>
  listOf([
    ...impact.facts.map(({ name, value }) => item([`${titleOf(name)}: `, ...lineOf(value)])),
    ...(incident.services.length > 0 ? [item([`Services affected: ${incident.services.join(', ')}`])] : []),
    ...impact.windows.map((window) => item([`Affected: ${span(window, incident.zone)}`])),
  ])

/** `6 Nov 2019, 14:05 – 14:25 (20 min)`. */
export function span({ from, to }: { from: string; to: string | null }, zone: string): string {
  if (!to) return `From ${fullTime(from, zone)} on`
  const [begun, ended] = [fullTime(from, zone), fullTime(to, zone)]
  const isSameDay = begun.slice(0, -5) === ended.slice(0, -5)
  return `${begun} – ${isSameDay ? time24(to, zone) : ended} (${sayDuration(Date.parse(to) - Date.parse(from))})`
}
