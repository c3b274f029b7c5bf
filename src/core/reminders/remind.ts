import { sentenceMessage } from '../../messages/blocks.ts'
import { shortTime, slackTime } from '../../messages/mrkdwn.ts'
import { combineDecisions, type Decision, emptyDecision, type Refusal, type StateChange } from '../decision.ts'
import { incidentReference, isClosedOrCancelled } from '../incident/model.ts'
import type { Call, Send } from '../outbox/call.ts'
import type { DecisionContext, IncidentState } from '../state.ts'
import { setTimer } from '../timers/set.ts'
import type { Reminder } from './model.ts'
import {
  type ApplicableReminder,
  computeNextReminderAt,
  findReminderState,
  listApplicableReminders,
  markReminderSent,
  resetReminder,
  snoozeDurationMs,
} from './policy.ts'
import { reminderTo } from './view.ts'

/** The alarm that all reminders of an incident share. */
export const reminderTimerKind = 'reminder'

/** The alarm went off: says what is due, and sets the alarm for the next. What is moot is not said. */
export function sendDueReminders(state: IncidentState, ctx: DecisionContext): Decision {
  const wanted = listApplicableReminders(state, ctx.settings)
  const due = wanted.filter((want) => isReminderDue(want, findReminderState(state, want.kind), ctx.now))
  const said = due.map((want) => say(state, want, ctx))
  const reminders = due.map((want) => markReminderSent(want, findReminderState(state, want.kind), ctx.now))
  const others = state.reminders.filter(({ kind }) => !reminders.some((fresh) => fresh.kind === kind))
  const next = computeReminderTimerDueAt({ ...state, reminders: [...others, ...reminders] }, ctx)
  return combineDecisions(...said, { changes: setTimer(state, reminderTimerKind, next), send: [] })
}

const isReminderDue = (want: ApplicableReminder, said: Reminder | undefined, now: Date): boolean => {
  const at = computeNextReminderAt(want, said)
  return at !== null && at <= now
}

/**
 * After any change: what was said of something settled since is forgotten, and shown as settled; the alarm is set for
 * whatever comes first.
 */
export function reconcileReminders(state: IncidentState, ctx: DecisionContext): Decision {
  const wanted = listApplicableReminders(state, ctx.settings)
  const isMoot = ({ kind, lastAt }: Reminder) =>
    lastAt !== null && !wanted.some((want) => want.kind === kind && want.since <= lastAt)
  const moot = state.reminders.filter(isMoot)
  const left = state.reminders.filter((said) => !isMoot(said))
  const changes: StateChange[] = [
    ...moot.map(({ kind }) => resetReminder(state.incident.id, kind)),
    ...setTimer(state, reminderTimerKind, computeReminderTimerDueAt({ ...state, reminders: left }, ctx)),
  ]
  return changes.length > 0
    ? { changes, send: moot.flatMap((said) => refreshStandingReminder(state, said)) }
    : emptyDecision
}

function computeReminderTimerDueAt(state: IncidentState, { settings }: DecisionContext): Date | null {
  const times = listApplicableReminders(state, settings).flatMap(
    (want) => computeNextReminderAt(want, findReminderState(state, want.kind)) ?? [],
  )
  return times.length > 0 ? new Date(Math.min(...times.map((at) => at.getTime()))) : null
}

function say(state: IncidentState, want: ApplicableReminder, ctx: DecisionContext): Decision {
  const { id: incidentId } = state.incident
  const before = findReminderState(state, want.kind)
  const reminder = markReminderSent(want, before, ctx.now)
  const message =
    want.to === 'channel'
      ? [refreshReminderMessage(state, reminder, ctx.now)]
      : [{ to: want.to, call: { do: 'post', message: reminderTo(state, want.kind, ctx) } } as const]
  return {
    changes: [{ type: 'reminder.set', incidentId, reminder }],
    send: [...(before ? refreshStandingReminder(state, before) : []), ...message],
  }
}

/** A reminder in the channel is a message of its own, known by when it was said. */
function refreshReminderMessage({ incident }: IncidentState, { kind }: Reminder, saidAt: Date): Send {
  return {
    to: { incident: incident.id },
    call: { do: 'refresh', liveMessage: `reminder:${kind}:${saidAt.getTime()}` },
  }
}

/** It is edited in place, where it stands in the channel at all: no stale one keeps its buttons. */
function refreshStandingReminder(state: IncidentState, said: Reminder): Send[] {
  if (!said.lastAt) return []
  const { to, call } = refreshReminderMessage(state, said, said.lastAt)
  return [{ to, call: { ...call, only: 'standing' } as Call }]
}

/** *Snooze* and *Not needed*: of a reminder that still stands, by anybody in the channel. */
export function silenceReminder(
  state: IncidentState,
  kind: string,
  how: 'snooze' | 'stop',
  { now, settings }: DecisionContext,
): Decision | Refusal {
  const { incident } = state
  const want = listApplicableReminders(state, settings).find((known) => known.kind === kind)
  const said = findReminderState(state, kind)
  if (!want || !said?.lastAt || said.lastAt < want.since) return { refusal: explainReminderMoot(state) }
  const until = new Date(now.getTime() + snoozeDurationMs)
  const reminder = how === 'snooze' ? { ...said, snoozedUntil: until } : { ...said, stoppedAt: now }
  const time = slackTime(until, shortTime(until))
  const answer = how === 'snooze' ? `I'll ask again at ${time}.` : "I won't ask again."
  return {
    changes: [{ type: 'reminder.set', incidentId: incident.id, reminder }],
    send: refreshStandingReminder(state, reminder),
    answer: { say: sentenceMessage(answer) },
  }
}

const explainReminderMoot = ({ incident }: IncidentState): string =>
  isClosedOrCancelled(incident)
    ? `${incidentReference(incident)} is ${incident.status}: I remind nobody any more.`
    : 'That is settled: I no longer remind anybody of it.'
