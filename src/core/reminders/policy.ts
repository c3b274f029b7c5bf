import type { Settings } from '../../platform/config/settings.ts'
import { minuteMs } from '../../platform/time/durations.ts'
import type { ChangeOf } from '../change.ts'
import { isClosedOrCancelled, isOngoing, isSeekingCause, responseBegan } from '../incident/model.ts'
import { holderOf } from '../incident/roles.ts'
import type { IncidentState } from '../state.ts'
import { reminderSet } from './changes.ts'
import type { Reminder } from './model.ts'

/** A reminder that currently applies: since when, how soon and how often it is sent, and to whom. */
export interface ApplicableReminder {
  kind: string
  since: Date
  /** Delay before the first reminder, in ms. Each further gap is twice the previous one. */
  after: number
  /** How many times it is sent at most. */
  most: number
  to: 'channel' | { person: string }
}

/** How long a new role holder has to confirm, in ms. */
const roleConfirmationDelayMs = 5 * minuteMs
const reminderGapGrowthFactor = 2
export const snoozeDurationMs = 30 * minuteMs

/** The kind of the reminder that a role is not confirmed. */
export const confirmationReminderKind = (role: string): string => `confirm ${role}`
/** The role in a kind made by `confirmationReminderKind`; undefined for any other kind. */
export const parseConfirmationRole = (kind: string): string | undefined => /^confirm (.+)$/.exec(kind)?.[1]

/**
 * The reminders that apply to the incident's current state. Any other reminder is moot. None apply to a retrospective,
 * which is already over, or without a channel to post in.
 */
export function listApplicableReminders(state: IncidentState, { reminders }: Settings): ApplicableReminder[] {
  const { mode, channelId } = state.incident
  if (mode === 'retrospective' || !channelId) return []
  return [...noCommander(state, reminders), ...listUpdateReminders(state, reminders), ...unconfirmedRoles(state)]
}

function noCommander(
  { incident, roles }: IncidentState,
  { commander, most }: Settings['reminders'],
): ApplicableReminder[] {
  if (holderOf(roles, 'commander') || !isOngoing(incident)) return []
  return [{ kind: 'commander', since: responseBegan(incident), after: commander, most, to: 'channel' }]
}

/** No updates are due from `monitoring` on: the status in the announcement tells stakeholders enough. */
function listUpdateReminders(
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

/** Tells the assigner, once, that the holder has not confirmed the role. */
function unconfirmedRoles({ incident, roles, outside }: IncidentState): ApplicableReminder[] {
  if (isClosedOrCancelled(incident)) return []
  return roles
    .filter(({ acknowledgedAt, assignedBy, userId }) => !acknowledgedAt && assignedBy !== userId)
    .filter(({ assignedBy }) => !outside.has(assignedBy))
    .map(({ role, assumedAt, assignedBy }) => ({
      kind: confirmationReminderKind(role),
      since: pickLaterDate(assumedAt, responseBegan(incident)),
      after: roleConfirmationDelayMs,
      most: 1,
      to: { person: assignedBy },
    }))
}

/**
 * When to send the reminder next; null when it is not sent again. Reminders sent before `since` (for example before the
 * last update) do not count. A snoozed reminder is sent once more even past its maximum.
 */
export function computeNextReminderAt(
  { since, after, most }: ApplicableReminder,
  sent: Reminder | undefined,
): Date | null {
  const first = since.getTime() + after
  if (sent?.stoppedAt && sent.stoppedAt >= since) return null
  if (!sent?.lastAt || sent.lastAt < since) return new Date(Math.max(first, sent?.snoozedUntil?.getTime() ?? 0))
  if (sent.snoozedUntil) return sent.snoozedUntil
  if (sent.count >= most) return null
  return new Date(sent.lastAt.getTime() + after * reminderGapGrowthFactor ** sent.count)
}

/** The stored state of one kind of reminder. */
export const findReminderState = (
  { reminders }: Pick<IncidentState, 'reminders'>,
  kind: string,
): Reminder | undefined => reminders.find((reminder) => reminder.kind === kind)

/** The reminder's state after it is sent `now`. */
export function markReminderSent(
  { kind, since }: ApplicableReminder,
  before: Reminder | undefined,
  now: Date,
): Reminder {
  const counts = before?.lastAt && before.lastAt >= since
  return { kind, count: (counts ? before.count : 0) + 1, lastAt: now, snoozedUntil: null, stoppedAt: null }
}

/** Resets a reminder that no longer applies, so that counting starts over if it applies again. */
export const resetReminder = (incidentId: string, kind: string): ChangeOf<typeof reminderSet> =>
  reminderSet({ incidentId, reminder: { kind, count: 0, lastAt: null, snoozedUntil: null, stoppedAt: null } })

/** Resets a reminder that applies again, and holds it back until `notBefore`. */
export function restartReminder(incidentId: string, kind: string, notBefore: Date): ChangeOf<typeof reminderSet> {
  const { reminder, ...change } = resetReminder(incidentId, kind)
  return reminderSet({ ...change, reminder: { ...reminder, snoozedUntil: notBefore } })
}
