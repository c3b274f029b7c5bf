import type { IncidentState } from '../state.ts'
import type { TimerChange } from './changes.ts'

/** Sets an alarm of the incident, where it is not set so already. */
export function setTimer(
  { incident, timers }: Pick<IncidentState, 'incident' | 'timers'>,
  kind: string,
  dueAt: Date | null,
): TimerChange[] {
  const isSet = (timers.get(kind)?.getTime() ?? null) === (dueAt?.getTime() ?? null)
  return isSet ? [] : [{ type: 'timer.set', incidentId: incident.id, kind, dueAt }]
}
