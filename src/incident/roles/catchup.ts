import type { Decision } from '../../core/decision.ts'
import { isOver, reference } from '../../core/incident/model.ts'
import { holderOf } from '../../core/incident/roles.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { runningTests } from '../../investigation/ledger/model.ts'
import { openWaits } from '../../investigation/ledger/waits/model.ts'
import { type Message, message } from '../../messages/blocks.ts'
import { hour } from '../../platform/time/durations.ts'
import { hasMore } from './handover.ts'
import {
  belief,
  held,
  openActions,
  paragraphs,
  sinceWhen,
  some,
  testing,
  unexplainedIn,
  waiting,
  whatHurts,
  whoLeads,
  words,
} from './lines.ts'
import type { Work } from './work.ts'

/** Whoever comes and goes is not told the same again and again. */
const notAgainWithin = hour

/** Where things stand, in five lines: for whoever comes in. */
export function catchUp(state: IncidentState, work: Work, now: Date): Message {
  const lines = [
    whatHurts(state, work),
    sinceWhen(state, work, now),
    whoLeads(state),
    believed(state, now),
    beingDone(state, now),
  ]
  return message(`Where ${reference(state.incident)} stands`, ...paragraphs(lines))
}

function believed(state: IncidentState, now: Date): string {
  const [first, ...others] = held(state)
  const more = others.length > 0 ? `; and ${others.length} more` : ''
  const first_ = first ? `${belief(state, first, now)}${more}` : 'nothing is tracked'
  const open = unexplainedIn(state).map((text) => `“${words(text, 60)}”`)
  return `*Believed:* ${first_}${open.length > 0 ? ` · *not explained:* ${some(open, 2)}` : ''}`
}

function beingDone(state: IncidentState, now: Date): string {
  const doing = [
    ...runningTests(state).map((test) => testing(state, test, now)),
    ...openWaits(state.waits).map((wait) => waiting(wait, now)),
    ...openActions(state).map(({ text }) => `“${words(text)}”, no result yet`),
  ]
  return `*Being done:* ${doing.length > 0 ? some(doing, 3) : 'nothing on record'}`
}

/** Somebody in the channel, as far as telling them goes. */
export interface Newcomer {
  id: string
  caughtUpAt: Date | null
}

/**
 * Whether somebody who came in is to be told. Whoever declared it knows, the commander was told with the role, and
 * nobody twice within an hour.
 */
export function wantsCatchUp(
  { incident, roles }: IncidentState,
  { id, caughtUpAt }: Newcomer,
  now: Date,
): boolean {
  const recently = caughtUpAt !== null && now.getTime() - caughtUpAt.getTime() < notAgainWithin
  const knows = id === incident.declaredBy || id === holderOf(roles, 'commander')
  return !isOver(incident) && !knows && !recently
}

/** Tells somebody in the channel privately, once there is more to tell than its first message says. */
export function tellNewcomer(
  state: IncidentState,
  work: Work,
  id: string,
  { now }: DecisionContext,
): Decision {
  if (!hasMore(state, work)) return { changes: [], send: [] }
  const { id: incidentId } = state.incident
  return {
    changes: [{ type: 'member.caught_up', incidentId, userId: id, at: now }],
    send: [
      {
        to: { incident: incidentId },
        call: { do: 'whisper', to: id, message: catchUp(state, work, now), only: 'here' },
      },
    ],
  }
}
