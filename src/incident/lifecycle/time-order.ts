import type { Incident } from '../../core/incident/model.ts'

export const timeNames = ['started', 'detected', 'declared', 'acknowledged', 'mitigated', 'resolved', 'closed'] as const
export type TimeName = (typeof timeNames)[number]
export type IncidentTimes = Record<TimeName, Date | null>

/** The label of each time in messages. */
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
 * Pairs in which the first time cannot be after the second. There are few, because an incident may be mitigated before
 * it is detected and acknowledged before it is declared.
 */
const orderedTimePairs: readonly [TimeName, TimeName][] = [
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
/** Further pairs for an incident that is declared while it lasts. */
const liveOrderedTimePairs: readonly [TimeName, TimeName][] = [
  ['started', 'declared'],
  ['detected', 'declared'],
]

/** Finds two times in the wrong order and returns the one that should be earlier first. */
export function findTimeOrderConflict(
  times: Partial<IncidentTimes>,
  mode: Incident['mode'],
): readonly [TimeName, TimeName] | undefined {
  const all = mode === 'retrospective' ? orderedTimePairs : [...orderedTimePairs, ...liveOrderedTimePairs]
  return all.find(([earlier, later]) => {
    const [one, other] = [times[earlier], times[later]]
    return one && other && one > other
  })
}
