import type { Settings } from '../../platform/config/settings.ts'
import { minuteMs } from '../../platform/time/durations.ts'
import { isClosedOrCancelled, isOngoing, isSeekingCause, responseBegan } from '../incident/model.ts'
import { holderOf } from '../incident/roles.ts'
import type { IncidentState } from '../state.ts'
import type { ReminderChange } from './changes.ts'
import type { Reminder } from './model.ts'

/** One thing that is wanting now, as data: since when, how soon and how often it is said, and to whom. */
export interface ApplicableReminder {
  kind: string
  since: Date
  /** In ms; each further gap is twice the last. */
  after: number
  most: number
  to: 'channel' | { person: string }
}

/** How long whoever was given a role has to say that they have it. */
const toConfirm = 5 * minuteMs
const growth = 2
export const snoozeDurationMs = 30 * minuteMs

/** A reminder of one role not confirmed. */
export const confirmationReminderKind = (role: string): string => `confirm ${role}`
/** The role of such a reminder. */
export const parseConfirmationRole = (kind: string): string | undefined => /^confirm (.+)$/.exec(kind)?.[1]

/**
 * What people are to be reminded of: a pure function of the incident's state and the settings. What is not in here is
 * moot. A retrospective hurries nobody, and after the end there is nobody to hurry.
 */
export function listApplicableReminders(state: IncidentState, { reminders }: Settings): ApplicableReminder[] {
  const { mode, channelId } = state.incident
  if (mode === 'retrospective' || !channelId) return []
  return [...noCommander(state, reminders), ...updateWanted(state, reminders), ...unconfirmedRoles(state)]
}

function noCommander(
  { incident, roles }: IncidentState,
  { commander, most }: Settings['reminders'],
): ApplicableReminder[] {
  if (holderOf(roles, 'commander') || !isOngoing(incident)) return []
  return [{ kind: 'commander', since: responseBegan(incident), after: commander, most, to: 'channel' }]
}

/** While something is being watched only, the status in the announcement tells stakeholders enough. */
function updateWanted(
  { incident, roles, lastUpdate, outside }: IncidentState,
  { updates, most }: Settings['reminders'],
): ApplicableReminder[] {
  const after = updates[incident.severity] ?? null
  if (after === null || !isSeekingCause(incident)) return []
  const commander = holderOf(roles, 'commander')
  const since = pickLaterDate(lastUpdate?.at ?? incident.declaredAt, responseBegan(incident))
  const to = commander && !outside.has(commander) ? { person: commander } : 'channel'
  return [{ kind: 'update', since, after, most, to }]
}

const pickLaterDate = (one: Date, other: Date): Date => (one > other ? one : other)

/** Whoever gave a role to somebody who keeps silent is told, once. */
function unconfirmedRoles({ incident, roles, outside }: IncidentState): ApplicableReminder[] {
  if (isClosedOrCancelled(incident)) return []
  return roles
    .filter(({ acknowledgedAt, assignedBy, userId }) => !acknowledgedAt && assignedBy !== userId)
    .filter(({ assignedBy }) => !outside.has(assignedBy))
    .map(({ role, assumedAt, assignedBy }) => ({
      kind: confirmationReminderKind(role),
      since: pickLaterDate(assumedAt, responseBegan(incident)),
      after: toConfirm,
      most: 1,
      to: { person: assignedBy },
    }))
}

/**
 * When it is said next; null: not again. What was said of an earlier want (before the last update, say) does not
 * count. Whoever asks for a snooze hears it once more, however often it was said.
 */
export function computeNextReminderAt(
  { since, after, most }: ApplicableReminder,
  said: Reminder | undefined,
): Date | null {
  const first = since.getTime() + after
  if (said?.stoppedAt && said.stoppedAt >= since) return null
  if (!said?.lastAt || said.lastAt < since) return new Date(Math.max(first, said?.snoozedUntil?.getTime() ?? 0))
  if (said.snoozedUntil) return said.snoozedUntil
  if (said.count >= most) return null
  return new Date(said.lastAt.getTime() + after * growth ** said.count)
}

/** What is remembered of one reminder. */
export const findReminderState = (
  { reminders }: Pick<IncidentState, 'reminders'>,
  kind: string,
): Reminder | undefined => reminders.find((known) => known.kind === kind)

/** It was said now. */
export function markReminderSent(
  { kind, since }: ApplicableReminder,
  before: Reminder | undefined,
  now: Date,
): Reminder {
  const counts = before?.lastAt && before.lastAt >= since
  return { kind, count: (counts ? before.count : 0) + 1, lastAt: now, snoozedUntil: null, stoppedAt: null }
}

/** It is settled: should it be wanting again, counting begins anew. */
export const resetReminder = (incidentId: string, kind: string): ReminderChange => ({
  type: 'reminder.set',
  incidentId,
  reminder: { kind, count: 0, lastAt: null, snoozedUntil: null, stoppedAt: null },
})

/** It is wanting anew, and said not before then. */
export function restartReminder(incidentId: string, kind: string, notBefore: Date): ReminderChange {
  const { reminder, ...change } = resetReminder(incidentId, kind)
  return { ...change, reminder: { ...reminder, snoozedUntil: notBefore } }
}
