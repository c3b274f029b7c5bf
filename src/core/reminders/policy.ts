import { minuteMs } from '../../platform/time/durations.ts'
import type { ChangeOf } from '../feature/change.ts'
import type { Contributions, DecisionContext, ReminderRule } from '../feature/context.ts'
import { responseBegan } from '../incident/model.ts'
import type { IncidentState } from '../state.ts'
import { reminderSet } from './changes.ts'
import type { ApplicableReminder, Reminder } from './model.ts'

const reminderGapGrowthFactor = 2
export const snoozeDurationMs = 30 * minuteMs

/**
 * The reminders that apply to the incident's current state. Any other reminder is moot. None apply to a retrospective,
 * which is already over, or without a channel to post in.
 */
export function listApplicableReminders(
  state: IncidentState,
  { settings, contributions }: Pick<DecisionContext, 'settings' | 'contributions'>,
): ApplicableReminder[] {
  const { mode, channelId } = state.incident
  if (mode === 'retrospective' || !channelId) return []
  const began = responseBegan(state.incident)
  return [...contributions.reminders].flatMap(([word, rule]) =>
    rule.listApplicable(state, settings).map(({ about, since, ...want }) => ({
      kind: about === undefined ? word : `${word} ${about}`,
      since: since > began ? since : began,
      ...want,
    })),
  )
}

/** The rule behind a kind of reminder, and what this one is about. Undefined if no feature has it any more. */
export function findReminderRule(
  kind: string,
  { reminders }: Pick<Contributions, 'reminders'>,
): { rule: ReminderRule; about: string } | undefined {
  const [word = ''] = kind.split(' ', 1)
  const rule = reminders.get(word)
  return rule && { rule, about: kind.slice(word.length + 1) }
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
