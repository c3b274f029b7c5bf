import type { Decision } from '../core/decision.ts'
import type { Send } from '../core/outbox/call.ts'
import { setTimer } from '../core/timers/set.ts'
import type { SlackMessage } from '../messages/blocks.ts'
import { followUpReminded } from './changes.ts'
import type { FollowUp, OwedFollowUp, OwedFollowUpsByPerson } from './model.ts'
import { reminderFor, reminderToAll } from './reminder-view.ts'
import { findReminderZone, nextFollowUpTimerAt, nextReminder } from './schedule.ts'
import type { FollowUpsContext, FollowUpsState } from './state.ts'

/** The follow-ups of this incident with a reminder due. */
export const findDueFollowUps = (state: FollowUpsState, now: Date): FollowUp[] =>
  state.incident.status === 'cancelled'
    ? []
    : state.followUps.filter((followUp) => isFollowUpReminderDue(followUp, findReminderZone(state, followUp), now))

function isFollowUpReminderDue(followUp: FollowUp, zone: string, now: Date): boolean {
  const at = nextReminder(followUp, zone)
  return at !== null && at <= now
}

/**
 * Sends the reminders that are due and sets the timer for the next. Each person gets one private message about all
 * their follow-ups, across incidents. The channel gets those of a team, of nobody, or of a person who cannot get them.
 */
export function remindOfFollowUps(ctx: FollowUpsContext, owedByPerson: OwedFollowUpsByPerson): Decision {
  const { state } = ctx
  const { now } = ctx
  const { id: incidentId } = state.incident
  const all = [...owedByPerson.values()].flat()
  const personal = [...owedByPerson].map(([person, owed]) => ({
    person,
    owed: owed.filter((one) => isOwed(state, one, now)),
  }))
  const forAll = findDueFollowUps(state, now).filter(({ id }) => !all.some(({ followUp }) => followUp.id === id))
  const ids = [...forAll, ...personal.flatMap(({ owed }) => owed.map(({ followUp }) => followUp))].map(({ id }) => id)
  const toChannel = forAll.length > 0 ? [makePostSend({ incident: incidentId }, reminderToAll(state, forAll, now))] : []
  const toPeople = personal.flatMap(({ person, owed }) =>
    owed.length > 0 ? [makePostSend({ person }, reminderFor(owed, state, now))] : [],
  )
  return {
    changes: [
      ...(ids.length > 0 ? [followUpReminded({ ids, at: now })] : []),
      ...setTimer(
        state,
        'followups',
        nextFollowUpTimerAt({ ...state, followUps: applyFollowUpReminders(state, all, ids, now) }),
      ),
    ],
    send: [...toPeople, ...toChannel],
  }
}

const makePostSend = (to: Send['to'], message: SlackMessage): Send => ({ to, call: { do: 'post', message } })

/** This incident's follow-ups after the reminders, based on the locked rows where `read` has them. */
function applyFollowUpReminders(
  state: FollowUpsState,
  read: readonly OwedFollowUp[],
  reminded: readonly string[],
  now: Date,
): FollowUp[] {
  return state.followUps.map((loaded) => {
    const latest = read.find(({ followUp }) => followUp.id === loaded.id)?.followUp ?? loaded
    return reminded.includes(loaded.id) ? { ...latest, remindedAt: now } : latest
  })
}

function isOwed(state: FollowUpsState, { followUp, incident }: OwedFollowUp, now: Date): boolean {
  return isFollowUpReminderDue(followUp, findReminderZone({ zones: state.zones, incident }, followUp), now)
}

/** Sets the timer for the next reminder after every change. */
export const reconcileFollowUpReminders = (state: FollowUpsState): Decision => ({
  changes: setTimer(state, 'followups', nextFollowUpTimerAt(state)),
  send: [],
})
