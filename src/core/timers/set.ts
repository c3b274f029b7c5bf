import type { StateChange } from '../feature/change.ts'
import type { IncidentState } from '../state.ts'
import { timerSet } from './changes.ts'

/** Sets or, with null, clears the incident's timer of this kind. Empty when it already is as asked. */
export function setTimer(
  { incident, timers }: Pick<IncidentState, 'incident' | 'timers'>,
  kind: string,
  dueAt: Date | null,
): StateChange[] {
  const isSet = (timers.get(kind)?.getTime() ?? null) === (dueAt?.getTime() ?? null)
  return isSet ? [] : [timerSet({ incidentId: incident.id, kind, dueAt })]
}
