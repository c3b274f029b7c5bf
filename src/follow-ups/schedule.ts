import type { Incident } from '../core/incident/model.ts'
import { addDays, dayAt, hourOn } from '../platform/time/calendar.ts'
import { type FollowUp, isToDo } from './model.ts'
import type { FollowUpsState } from './state.ts'

/** The hour of day for reminders, in the owner's zone. */
const followUpReminderHour = 9
/** Days after the due date on which a reminder is sent; there are no more after the last. */
const reminderDaysAfterDue = [0, 1, 3, 7]

interface ReminderZoneState {
  incident: Pick<Incident, 'zone'>
  zones: FollowUpsState['zones']
}

/** The zone of the owner's mornings; the incident's zone for teams and for people whose zone is unknown. */
export const findReminderZone = (
  { incident, zones }: ReminderZoneState,
  { ownerId }: Pick<FollowUp, 'ownerId'>,
): string => (ownerId && zones.get(ownerId)) || incident.zone

/**
 * When the next reminder is due, or null. Reminders missed while the bot was down are sent as one. A follow-up created
 * or rescheduled after a reminder's time waits for the next one. A snooze that is still to end takes precedence.
 */
export function nextReminder(followUp: FollowUp, zone: string): Date | null {
  const { dueOn, createdAt, remindedAt, snoozedUntil } = followUp
  if (!isToDo(followUp) || !dueOn) return null
  const lastReminder = remindedAt ?? createdAt
  if (snoozedUntil && snoozedUntil > lastReminder) return snoozedUntil
  const mornings = reminderDaysAfterDue.map((days) => hourOn(addDays(dueOn, days), followUpReminderHour, zone))
  return mornings.find((at) => at > lastReminder) ?? null
}

/** The time of the incident's next reminder. None if it was cancelled; drills count, what they reveal needs fixing. */
export function nextFollowUpTimerAt(state: Pick<FollowUpsState, 'incident' | 'followUps' | 'zones'>): Date | null {
  if (state.incident.status === 'cancelled') return null
  const times = state.followUps.flatMap((followUp) => nextReminder(followUp, findReminderZone(state, followUp)) ?? [])
  return times.length > 0 ? new Date(Math.min(...times.map((at) => at.getTime()))) : null
}

/** The reminder hour of tomorrow in the zone. */
export const tomorrowMorning = (zone: string, now: Date): Date =>
  hourOn(addDays(dayAt(now, zone), 1), followUpReminderHour, zone)
