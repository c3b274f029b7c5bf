import type { Incident } from '../core/incident/model.ts'
import type { IncidentState } from '../core/state.ts'
import { addDays, hourOn, todayIn } from './due.ts'
import { type FollowUp, isToDo } from './model.ts'

/** At this hour of the morning people are reminded, by their own clocks. */
const followUpReminderHour = 9
/** On the day, and so many days after it; then it is left to people. */
const reminders = [0, 1, 3, 7]

interface Zoned {
  incident: Pick<Incident, 'zone'>
  zones: IncidentState['zones']
}

/** Where the owner's mornings are: the incident's zone serves for teams, and for whom Slack has told none. */
export const findReminderZone = ({ incident, zones }: Zoned, { ownerId }: Pick<FollowUp, 'ownerId'>): string =>
  (ownerId && zones.get(ownerId)) || incident.zone

/**
 * When somebody is to be reminded of it next. Reminders missed while the bot was away come as one; a follow-up made
 * or changed after its morning waits for the next; whoever let it sleep is asked again when it wakes.
 */
export function nextReminder(followUp: FollowUp, zone: string): Date | null {
  const { dueOn, createdAt, remindedAt, snoozedUntil } = followUp
  if (!isToDo(followUp) || !dueOn) return null
  const heardOf = remindedAt ?? createdAt
  if (snoozedUntil && snoozedUntil > heardOf) return snoozedUntil
  const mornings = reminders.map((days) => hourOn(addDays(dueOn, days), followUpReminderHour, zone))
  return mornings.find((at) => at > heardOf) ?? null
}

/** Nobody is reminded of what follows from a false alarm. Drills are as good a reason to mend something as any. */
export function nextFollowUpTimerAt(state: Pick<IncidentState, 'incident' | 'followUps' | 'zones'>): Date | null {
  if (state.incident.status === 'cancelled') return null
  const alarms = state.followUps.flatMap((followUp) => nextReminder(followUp, findReminderZone(state, followUp)) ?? [])
  return alarms.length > 0 ? new Date(Math.min(...alarms.map((at) => at.getTime()))) : null
}

/** Tomorrow morning, there. */
export const tomorrowMorning = (zone: string, now: Date): Date =>
  hourOn(addDays(todayIn(zone, now), 1), followUpReminderHour, zone)
