import { combineDecisions, type Decision, type Refusal } from '../../core/decision.ts'
import type { WithActor } from '../../core/feature/context.ts'
import { incidentReference, isClosedOrCancelled } from '../../core/incident/model.ts'
import type { OpenIncident } from '../../core/state.ts'
import { applyStatusTransition } from './progress.ts'

/** Cancels a false alarm: no post-mortem, and no part in any metrics. The timeline and the channel are kept. */
export function cancelIncident(ctx: WithActor, why: string): Decision | Refusal {
  const { incident } = ctx.state
  const { command } = ctx.settings
  if (isClosedOrCancelled(incident)) return { refusal: `${incidentReference(incident)} is ${incident.status} already.` }
  if (!why)
    return {
      refusal: `Why was it a false alarm? For example: \`${command} cancel the probe was wrong, checkout was fine\``,
    }
  const reached = { closedAt: ctx.now }
  return applyStatusTransition(ctx, 'cancelled', why, { reached })
}

/** Reopens an incident that is back or was never over. `other` is the open incident using its channel now, if any. */
export function reopenIncident(ctx: WithActor, why: string, other: OpenIncident | null): Decision | Refusal {
  const { incident } = ctx.state
  const { command } = ctx.settings
  if (!isClosedOrCancelled(incident) && incident.status !== 'resolved')
    return { refusal: `${incidentReference(incident)} is open: ${incident.status}.` }
  if (!why) return { refusal: `Reopening needs a reason. For example: \`${command} reopen errors are back\`` }
  if (other && other.id !== incident.id)
    return {
      refusal: `This channel serves ${incidentReference(other)} now, and can serve one at a time. End that first, or declare anew with \`${command} declare\`.`,
    }
  const reached = { resolvedAt: null, closedAt: null, reopenedAt: ctx.now }
  return combineDecisions(applyStatusTransition(ctx, 'investigating', why, { reached, reopened: true }), {
    changes: [],
    send: [{ to: { incident: incident.id }, call: { do: 'set_topic' } }],
  })
}
