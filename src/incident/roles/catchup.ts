import type { Decision } from '../../core/decision.ts'
import type { DecisionContext, Standing } from '../../core/feature/context.ts'
import { incidentReference, isClosedOrCancelled } from '../../core/incident/model.ts'
import { holderOf } from '../../core/incident/roles.ts'
import type { IncidentState } from '../../core/state.ts'
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
} from './lines.ts'

/** How long somebody who leaves and rejoins gets no second catch-up, in ms. */
const catchUpPauseMs = hourMs

/** The catch-up: where the incident stands, in five lines. */
export function catchUp({ state, now, contributions }: DecisionContext, work: HandoverContext): SlackMessage {
  const standing = contributions.standing(state, now)
  const lines = [
    incidentImpactLine(state, work),
    incidentSinceLine(state, work, now),
    commanderLine(state),
    catchUpBeliefLine(standing),
    workInProgressLine(state, standing),
  ]
  return blocksMessage(`Where ${incidentReference(state.incident)} stands`, ...paragraphBlocks(lines))
}

function catchUpBeliefLine({ believed, unexplained }: Standing): string {
  const [first = 'nothing is tracked', ...others] = believed
  const more = others.length > 0 ? `; and ${others.length} more` : ''
  const open = unexplained.map((text) => `“${excerptMrkdwn(text, 60)}”`)
  return `*Believed:* ${first}${more}${open.length > 0 ? ` · *not explained:* ${joinFirstItems(open, 2)}` : ''}`
}

function workInProgressLine(state: IncidentState, { underway }: Standing): string {
  const doing = [...underway.flat(), ...openActions(state).map(({ text }) => `“${excerptMrkdwn(text)}”, no result yet`)]
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
export function tellNewcomer(ctx: DecisionContext, work: HandoverContext, id: string): Decision {
  if (!hasMore(ctx, work)) return { changes: [], send: [] }
  const { id: incidentId } = ctx.state.incident
  return {
    changes: [memberCaughtUp({ incidentId, userId: id, at: ctx.now })],
    send: [
      {
        to: { incident: incidentId },
        call: { do: 'post_ephemeral', to: id, message: catchUp(ctx, work), only: 'here' },
      },
    ],
  }
}
