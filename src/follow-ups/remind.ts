import type { Decision } from '../core/decision.ts'
import type { Send } from '../core/outbox/call.ts'
import type { DecisionContext, IncidentState } from '../core/state.ts'
import { setTimer } from '../core/timers/set.ts'
import type { Message } from '../messages/blocks.ts'
import type { Debts, FollowUp, Owed } from './model.ts'
import { reminderFor, reminderToAll } from './reminder-view.ts'
import { nextAlarm, nextReminder, zoneFor } from './schedule.ts'

/** The follow-ups of this incident that somebody is to be reminded of now. */
export const dueNow = (state: IncidentState, now: Date): FollowUp[] =>
  state.incident.status === 'cancelled'
    ? []
    : state.followUps.filter((followUp) => isDue(followUp, zoneFor(state, followUp), now))

function isDue(followUp: FollowUp, zone: string, now: Date): boolean {
  const at = nextReminder(followUp, zone)
  return at !== null && at <= now
}

/**
 * Reminds whoever is to be reminded this morning: a person of all they owe in one private message, whichever incident
 * it comes from; the channel of what belongs to a team, to nobody, or to somebody who cannot be written to.
 */
export function remind(state: IncidentState, debts: Debts, ctx: DecisionContext): Decision {
  const { now } = ctx
  const { id: incidentId } = state.incident
  const all = [...debts.values()].flat()
  const personal = [...debts].map(([person, owed]) => ({
    person,
    owed: owed.filter((one) => isOwed(state, one, now)),
  }))
  const forAll = dueNow(state, now).filter(({ id }) => !all.some(({ followUp }) => followUp.id === id))
  const ids = [...forAll, ...personal.flatMap(({ owed }) => owed.map(({ followUp }) => followUp))].map(
    ({ id }) => id,
  )
  const toChannel =
    forAll.length > 0 ? [post({ incident: incidentId }, reminderToAll(state, forAll, now))] : []
  const toPeople = personal.flatMap(({ person, owed }) =>
    owed.length > 0 ? [post({ person }, reminderFor(owed, state, now))] : [],
  )
  return {
    changes: [
      ...(ids.length > 0 ? [{ type: 'followup.reminded', ids, at: now } as const] : []),
      ...setTimer(state, 'followups', nextAlarm({ ...state, followUps: afterwards(state, all, ids, now) })),
    ],
    send: [...toPeople, ...toChannel],
  }
}

const post = (to: Send['to'], message: Message): Send => ({ to, call: { do: 'post', message } })

/** The incident's follow-ups as they stand when these have been reminded of. */
function afterwards(
  state: IncidentState,
  read: readonly Owed[],
  reminded: readonly string[],
  now: Date,
): FollowUp[] {
  return state.followUps.map((known) => {
    const latest = read.find(({ followUp }) => followUp.id === known.id)?.followUp ?? known
    return reminded.includes(known.id) ? { ...latest, remindedAt: now } : latest
  })
}

function isOwed(state: IncidentState, { followUp, incident }: Owed, now: Date): boolean {
  return isDue(followUp, zoneFor({ zones: state.zones, incident }, followUp), now)
}

/** The alarm follows every change. */
export const settleReminders = (state: IncidentState): Decision => ({
  changes: setTimer(state, 'followups', nextAlarm(state)),
  send: [],
})
