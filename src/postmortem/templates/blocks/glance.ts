import type { FactName } from '../../../incident/impact/model.ts'
import { timeLabels, timeNames } from '../../../incident/lifecycle/time-order.ts'
import type { PostMortem } from '../../document/model.ts'
import { findIncidentStart, formatTotalDuration } from '../fields.ts'
import { type Node, type TwoColumnRow, twoColumns } from '../nodes.ts'
import { parseSlackLine } from '../slack-text.ts'
import { fullTime } from '../times.ts'
import { formatTimeFromStart } from './facts.ts'

/** The names of impact facts as labels. */
export const factTitles: Record<FactName, string> = {
  users: 'Users affected',
  requests: 'Requests affected',
  revenue: 'Revenue impact',
  'error rate': 'Error rate',
  'SLO budget': 'SLO impact',
  'blast radius': 'Blast radius',
}

/** The facts that readers look for first. The number of affected users is listed even if it was not recorded. */
export function atAGlanceBlock(document: PostMortem): Node[] {
  const { incident, impact } = document
  const began = findIncidentStart(document)
  const facts = impact.facts.map(({ name, value }): TwoColumnRow => [impactFactTitle(name), parseSlackLine(value)])
  const users = facts.some(([title]) => title === factTitles.users)
  return [
    twoColumns([
      ['Severity', [incident.severity]],
      ['Started', [began ? fullTime(began, incident.zone) : 'not recorded']],
      ['Duration', [formatTotalDuration(document) || 'not recorded']],
      ...(users ? [] : [[factTitles.users, ['not recorded']] as TwoColumnRow]),
      ...facts,
      ['Services', [incident.services.join(', ') || 'not recorded']],
      ...(incident.tags.length > 0 ? [['Tags', [incident.tags.join(', ')]] as TwoColumnRow] : []),
    ]),
  ]
}

export const impactFactTitle = (name: string): string => factTitles[name as FactName] ?? name

/** A table of the known times. */
export function timesBlock(document: PostMortem): Node[] {
  const rows = timeNames.flatMap((name): TwoColumnRow[] => {
    const reached = document.times[name]
    if (!reached) return []
    return [
      [timeLabels[name], [`${fullTime(reached.at, document.incident.zone)}${formatTimeFromStart(document, name)}`]],
    ]
  })
  return rows.length > 0 ? [twoColumns(rows)] : []
}
