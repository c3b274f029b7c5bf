import type { Incident } from '../../core/incident/model.ts'

export const timeNames = ['started', 'detected', 'declared', 'acknowledged', 'mitigated', 'resolved', 'closed'] as const
export type TimeName = (typeof timeNames)[number]
export type IncidentTimes = Record<TimeName, Date | null>

/** What each time is called where people read it. */
export const timeLabels: Record<TimeName, string> = {
  started: 'Impact began',
  detected: 'Detected',
  declared: 'Declared',
  acknowledged: 'Acknowledged',
  mitigated: 'Mitigated',
  resolved: 'Resolved',
  closed: 'Closed',
}

export const extractIncidentTimes = (incident: Incident): IncidentTimes => ({
  started: incident.startedAt,
  detected: incident.detectedAt,
  declared: incident.declaredAt,
  acknowledged: incident.acknowledgedAt,
  mitigated: incident.mitigatedAt,
  resolved: incident.resolvedAt,
  closed: incident.closedAt,
})

/**
 * What cannot come after what. Few pairs: things get better before anybody has noticed, and are taken up before
 * they are declared.
 */
const pairs: readonly [TimeName, TimeName][] = [
  ['started', 'detected'],
  ['started', 'acknowledged'],
  ['started', 'mitigated'],
  ['started', 'resolved'],
  ['started', 'closed'],
  ['detected', 'acknowledged'],
  ['detected', 'closed'],
  ['mitigated', 'resolved'],
  ['resolved', 'closed'],
]
/** Of an incident that is declared while it lasts. */
const live: readonly [TimeName, TimeName][] = [
  ['started', 'declared'],
  ['detected', 'declared'],
]

/** Two times that stand the wrong way round, the one that should be earlier first. */
export function findTimeOrderConflict(
  times: Partial<IncidentTimes>,
  mode: Incident['mode'],
): readonly [TimeName, TimeName] | undefined {
  const all = mode === 'retrospective' ? pairs : [...pairs, ...live]
  return all.find(([earlier, later]) => {
    const [one, other] = [times[earlier], times[later]]
    return one && other && one > other
  })
}
