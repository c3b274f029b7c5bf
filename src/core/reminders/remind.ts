import { sentenceMessage } from '../../messages/blocks.ts'
import { shortTime, slackTime } from '../../messages/mrkdwn.ts'
import { combineDecisions, type Decision, emptyDecision, type Refusal } from '../decision.ts'
import type { StateChange } from '../feature/change.ts'
import type { DecisionContext } from '../feature/context.ts'
import { incidentReference, isClosedOrCancelled } from '../incident/model.ts'
import type { Send } from '../outbox/call.ts'
import type { IncidentState } from '../state.ts'
import { setTimer } from '../timers/set.ts'
import { reminderSet } from './changes.ts'
import type { ApplicableReminder, Reminder } from './model.ts'
import {
  computeNextReminderAt,
  findReminderState,
  listApplicableReminders,
  markReminderSent,
  resetReminder,
  snoozeDurationMs,
} from './policy.ts'
import { reminderTo } from './view.ts'

/** The one timer that all reminders of an incident share. */
export const reminderTimerKind = 'reminder'

/** Handles the reminder timer: sends the reminders that are due and still apply, and sets the timer for the next. */
export function sendDueReminders(ctx: DecisionContext): Decision {
  const { state } = ctx
  const wanted = listApplicableReminders(state, ctx)
  const due = wanted.filter((want) => isReminderDue(want, findReminderState(state, want.kind), ctx.now))
  const messages = due.map((want) => sendReminder(ctx, want))
  const reminders = due.map((want) => markReminderSent(want, findReminderState(state, want.kind), ctx.now))
  const others = state.reminders.filter(({ kind }) => !reminders.some((fresh) => fresh.kind === kind))
  const next = computeReminderTimerDueAt({ ...ctx, state: { ...state, reminders: [...others, ...reminders] } })
  return combineDecisions(...messages, { changes: setTimer(state, reminderTimerKind, next), send: [] })
}

const isReminderDue = (want: ApplicableReminder, sent: Reminder | undefined, now: Date): boolean => {
  const at = computeNextReminderAt(want, sent)
  return at !== null && at <= now
}

/**
 * Runs after every change: resets the reminders that no longer apply, shows their messages as settled, and sets the
 * timer for the next reminder due.
 */
export function reconcileReminders(ctx: DecisionContext): Decision {
  const { state } = ctx
  const wanted = listApplicableReminders(state, ctx)
  const isMoot = ({ kind, lastAt }: Reminder) =>
    lastAt !== null && !wanted.some((want) => want.kind === kind && want.since <= lastAt)
  const moot = state.reminders.filter(isMoot)
  const left = state.reminders.filter((reminder) => !isMoot(reminder))
  const changes: StateChange[] = [
    ...moot.map(({ kind }) => resetReminder(state.incident.id, kind)),
    ...setTimer(state, reminderTimerKind, computeReminderTimerDueAt({ ...ctx, state: { ...state, reminders: left } })),
  ]
  return changes.length > 0
    ? { changes, send: moot.flatMap((reminder) => refreshStandingReminder(state, reminder)) }
    : emptyDecision
}

function computeReminderTimerDueAt(ctx: DecisionContext): Date | null {
  const { state } = ctx
  const times = listApplicableReminders(state, ctx).flatMap(
    (want) => computeNextReminderAt(want, findReminderState(state, want.kind)) ?? [],
  )
  return times.length > 0 ? new Date(Math.min(...times.map((at) => at.getTime()))) : null
}

function sendReminder(ctx: DecisionContext, want: ApplicableReminder): Decision {
  const { state } = ctx
  const { id: incidentId } = state.incident
  const before = findReminderState(state, want.kind)
  const reminder = markReminderSent(want, before, ctx.now)
  const message =
    want.to === 'channel'
      ? [refreshReminderMessage(state, reminder, ctx.now)]
      : [{ to: want.to, call: { do: 'post', message: reminderTo(state, want.kind, ctx) } } as const]
  return {
    changes: [reminderSet({ incidentId, reminder })],
    send: [...(before ? refreshStandingReminder(state, before) : []), ...message],
  }
}

/** Each reminder in the channel is a live message of its own, identified by when it was sent. */
function refreshReminderMessage(
  { incident }: IncidentState,
  { kind }: Reminder,
  sentAt: Date,
  only?: 'standing',
): Send {
  return {
    to: { incident: incident.id },
    call: { do: 'refresh', liveMessage: `reminder:${kind}:${sentAt.getTime()}`, ...(only && { only }) },
  }
}

/** Edits an earlier reminder in place, if it was posted in the channel, so that a stale one loses its buttons. */
function refreshStandingReminder(state: IncidentState, reminder: Reminder): Send[] {
  return reminder.lastAt ? [refreshReminderMessage(state, reminder, reminder.lastAt, 'standing')] : []
}

/** Handles *Snooze* and *Not needed*, which anybody in the channel may press. Refused once the reminder is moot. */
export function silenceReminder(ctx: DecisionContext, kind: string, how: 'snooze' | 'stop'): Decision | Refusal {
  const { state } = ctx
  const { now } = ctx
  const { incident } = state
  const want = listApplicableReminders(state, ctx).find((candidate) => candidate.kind === kind)
  const sent = findReminderState(state, kind)
  if (!want || !sent?.lastAt || sent.lastAt < want.since) return { refusal: explainReminderMoot(state) }
  const until = new Date(now.getTime() + snoozeDurationMs)
  const reminder = how === 'snooze' ? { ...sent, snoozedUntil: until } : { ...sent, stoppedAt: now }
  const time = slackTime(until, shortTime(until))
  const answer = how === 'snooze' ? `I'll ask again at ${time}.` : "I won't ask again."
  return {
    changes: [reminderSet({ incidentId: incident.id, reminder })],
    send: refreshStandingReminder(state, reminder),
    answer: { say: sentenceMessage(answer) },
  }
}

const explainReminderMoot = ({ incident }: IncidentState): string =>
  isClosedOrCancelled(incident)
    ? `${incidentReference(incident)} is ${incident.status}: I remind nobody any more.`
    : 'That is settled: I no longer remind anybody of it.'
