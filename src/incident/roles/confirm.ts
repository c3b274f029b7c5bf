import { type Decision, emptyDecision, type Refusal } from '../../core/decision.ts'
import type { WithActor } from '../../core/feature/context.ts'
import { incidentHeadline } from '../../core/incident/lines.ts'
import { holdingOf } from '../../core/incident/roles.ts'
import { findDisplayName } from '../../core/state.ts'
import { sentenceMessage } from '../../messages/blocks.ts'
import { escapeMrkdwn } from '../../messages/mrkdwn.ts'
import { refreshAnnouncement, refreshOpeningMessage } from '../lifecycle/announce.ts'
import { roleAcknowledged } from './changes.ts'

/** Handles *I have it*: the holder confirms the role. Refused to anybody else; confirming twice changes nothing. */
export function confirmRole(ctx: WithActor, role: string): Decision | Refusal {
  const { state, by } = ctx
  const { incident, roles } = state
  const current = holdingOf(roles, role)
  if (current?.userId !== by.id) {
    const holder = current ? `${escapeMrkdwn(findDisplayName(state, current.userId))} is` : 'Nobody is'
    return { refusal: `You are ${escapeMrkdwn(role)} no more. ${holder} now.` }
  }
  const answer = {
    say: sentenceMessage(`You are ${role} of *${incidentHeadline(incident)}*, and everybody sees it.`),
  }
  if (current.acknowledgedAt) return { ...emptyDecision, answer }
  return {
    changes: [roleAcknowledged({ incidentId: incident.id, role, userId: by.id, at: ctx.now })],
    send: [...refreshOpeningMessage(incident), ...refreshAnnouncement(incident, ctx.settings)],
    answer,
  }
}
