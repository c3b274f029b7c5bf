import type { Decision } from '../../core/decision.ts'
import { incidentReference, isClosedOrCancelled } from '../../core/incident/model.ts'
import { holderOf } from '../../core/incident/roles.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { runningTests } from '../../investigation/ledger/model.ts'
import { openWaits } from '../../investigation/ledger/waits/model.ts'
import { blocksMessage, type SlackMessage } from '../../messages/blocks.ts'
import { hourMs } from '../../platform/time/durations.ts'
import { memberCaughtUp } from './changes.ts'
import { hasMore } from './handover.ts'
import type { HandoverContext } from './handover-context.ts'
import {
  commanderLine,
  excerptMrkdwn,
  incidentImpactLine,
  incidentSinceLine,
  joinFirstItems,
  openActions,
  paragraphBlocks,
  selectActiveHypotheses,
  summarizeHypothesis,
  summarizeTest,
  summarizeWait,
  unexplainedIn,
} from './lines.ts'

/** How long somebody who leaves and rejoins gets no second catch-up, in ms. */
const catchUpPauseMs = hourMs

/** The catch-up: where the incident stands, in five lines. */
export function catchUp(state: IncidentState, work: HandoverContext, now: Date): SlackMessage {
  const lines = [
    incidentImpactLine(state, work),
    incidentSinceLine(state, work, now),
    commanderLine(state),
    catchUpHypothesisLine(state, now),
    workInProgressLine(state, now),
  ]
  return blocksMessage(`Where ${incidentReference(state.incident)} stands`, ...paragraphBlocks(lines))
}

function catchUpHypothesisLine(state: IncidentState, now: Date): string {
  const [first, ...others] = selectActiveHypotheses(state)
  const more = others.length > 0 ? `; and ${others.length} more` : ''
  const first_ = first ? `${summarizeHypothesis(state, first, now)}${more}` : 'nothing is tracked'
  const open = unexplainedIn(state).map((text) => `“${excerptMrkdwn(text, 60)}”`)
  return `*Believed:* ${first_}${open.length > 0 ? ` · *not explained:* ${joinFirstItems(open, 2)}` : ''}`
}

function workInProgressLine(state: IncidentState, now: Date): string {
  const doing = [
    ...runningTests(state).map((test) => summarizeTest(state, test, now)),
    ...openWaits(state.waits).map((wait) => summarizeWait(wait, now)),
    ...openActions(state).map(({ text }) => `“${excerptMrkdwn(text)}”, no result yet`),
  ]
  return `*Being done:* ${doing.length > 0 ? joinFirstItems(doing, 3) : 'nothing on record'}`
}

/** Somebody who joined the channel, and when they last got a catch-up. */
export interface Newcomer {
  id: string
  caughtUpAt: Date | null
}

/**
 * Whether a newcomer gets a catch-up. The declarer knows already, the commander was told with the role, and nobody gets
 * it twice within an hour.
 */
export function wantsCatchUp({ incident, roles }: IncidentState, { id, caughtUpAt }: Newcomer, now: Date): boolean {
  const recently = caughtUpAt !== null && now.getTime() - caughtUpAt.getTime() < catchUpPauseMs
  const knows = id === incident.declaredBy || id === holderOf(roles, 'commander')
  return !isClosedOrCancelled(incident) && !knows && !recently
}

/** Sends a newcomer the catch-up as an ephemeral message, if there is more to tell than the incident post says. */
export function tellNewcomer(
  state: IncidentState,
  work: HandoverContext,
  id: string,
  { now }: DecisionContext,
): Decision {
  if (!hasMore(state, work)) return { changes: [], send: [] }
  const { id: incidentId } = state.incident
  return {
    changes: [memberCaughtUp({ incidentId, userId: id, at: now })],
    send: [
      {
        to: { incident: incidentId },
        call: { do: 'post_ephemeral', to: id, message: catchUp(state, work, now), only: 'here' },
      },
    ],
  }
}
