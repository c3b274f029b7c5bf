import { type TimeName, timeLabels, timeNames } from '../../../incident/lifecycle/time-order.ts'
import { capitalizeFirst } from '../../../platform/text.ts'
import { sayDuration } from '../../../platform/time/durations.ts'
import type { PostMortem } from '../../document/model.ts'
import { type Line, type Node, strongNode, type TwoColumnRow, twoColumns } from '../nodes.ts'
import { fullTime, shortDay } from '../times.ts'

const missingMark: Line = [strongNode('Missing')]

/** A table of what the incident was, its times and who held which role. */
export function factsBlock(document: PostMortem): Node[] {
  const { incident, roles, contributors, nextReviewOn } = document
  const rows: TwoColumnRow[] = [
    ['Severity', [incident.severity]],
    ['Status', [incident.status]],
    ...optionalFactRow('Mode', incident.mode === 'live' ? '' : incident.mode),
    ...optionalFactRow('Services', incident.services.join(', ')),
    ...optionalFactRow('Tags', incident.tags.join(', ')),
    ...timeNames.map((name) => timeRow(document, name)),
    ...optionalFactRow('Channel', incident.channel ? `#${incident.channel}` : ''),
    ...optionalFactRow('Contributors', contributors.join(', ')),
    ...roles.map(({ role, person, from, to }): TwoColumnRow => {
      const until = to ? ` – ${fullTime(to, incident.zone)}` : ' on'
      return [capitalizeFirst(role), [`${person}, ${fullTime(from, incident.zone)}${until}`]]
    }),
    ...optionalFactRow('Next review', nextReviewOn ? shortDay(nextReviewOn) : ''),
  ]
  return [twoColumns(rows)]
}

const optionalFactRow = (name: string, value: string): TwoColumnRow[] => (value === '' ? [] : [[name, [value]]])

/** Times that only people can supply: if unknown, they are marked as missing. The bot records the others itself. */
const humanReportedTimes: readonly TimeName[] = ['started', 'detected']

function timeRow(document: PostMortem, name: TimeName): TwoColumnRow {
  const { times, incident } = document
  const reached = times[name]
  if (!reached)
    return [
      timeLabels[name],
      humanReportedTimes.includes(name) ? missingMark : [name === 'closed' ? 'not yet' : 'not recorded'],
    ]
  return [timeLabels[name], [`${fullTime(reached.at, incident.zone)}${formatTimeFromStart(document, name)}`]]
}

/** ` (12 min after declaration)`; empty if the duration is unknown or zero. */
export function formatTimeFromStart({ durations, incident }: PostMortem, name: TimeName): string {
  const lasted = {
    detected: durations.toDetect,
    acknowledged: durations.toAcknowledge,
    mitigated: durations.toMitigate,
    resolved: durations.toResolve,
  }[name as string]
  const since = name === 'detected' || incident.mode === 'retrospective' ? 'the impact began' : 'declaration'
  return lasted ? ` (${sayDuration(lasted)} after ${since})` : ''
}
