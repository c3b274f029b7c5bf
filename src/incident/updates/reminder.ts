import type { ReminderRule } from '../../core/feature/context.ts'
import { isSeekingCause } from '../../core/incident/model.ts'
import { holderOf } from '../../core/incident/roles.ts'
import type { IncidentState } from '../../core/state.ts'
import { button } from '../../messages/controls.ts'
import { sayDuration } from '../../platform/time/durations.ts'
import { updateActions } from './controls.ts'

/** No updates are due from `monitoring` on: the status in the announcement tells stakeholders enough. */
export const updateReminder: ReminderRule = {
  listApplicable({ incident, roles, lastUpdate, outside }, { reminders: { updates, most } }) {
    const after = updates[incident.severity] ?? null
    if (after === null || !isSeekingCause(incident)) return []
    const commander = holderOf(roles, 'commander')
    const to = commander && !outside.has(commander) ? { person: commander } : 'channel'
    return [{ since: lastUpdate?.at ?? incident.declaredAt, after, most, to }]
  },
  say: (state, _about, { now }) => ({
    title: 'an update is due',
    text: updateOverdueLine(state, now),
    button: button('Write update', updateActions.write, { incidentId: state.incident.id, text: '' }, 'primary'),
  }),
  outcome: {
    settled: () => 'The update was given, or is no longer due.',
    stopped: 'No update is needed now.',
  },
}

function updateOverdueLine({ incident, lastUpdate }: IncidentState, now: Date): string {
  const since = sayDuration(now.getTime() - (lastUpdate?.at ?? incident.declaredAt).getTime())
  return lastUpdate
    ? `*Stakeholders last heard ${since} ago.* What has changed since?`
    : `*No update to stakeholders in ${since}.* What do they need to know?`
}
