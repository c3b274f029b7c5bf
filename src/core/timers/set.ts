import type { IncidentState } from '../state.ts'
import type { TimerChange } from './changes.ts'

/** Sets or, with null, clears the incident's timer of this kind. Empty when it already is as asked. */
export function setTimer(
  { incident, timers }: Pick<IncidentState, 'incident' | 'timers'>,
  kind: string,
  dueAt: Date | null,
): TimerChange[] {
  const isSet = (timers.get(kind)?.getTime() ?? null) === (dueAt?.getTime() ?? null)
  return isSet ? [] : [{ type: 'timer.set', incidentId: incident.id, kind, dueAt }]
}
