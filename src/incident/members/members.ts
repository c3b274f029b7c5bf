import { type Decision, emptyDecision } from '../../core/decision.ts'
import type { DecisionContext } from '../../core/feature/context.ts'
import type { CallCompleted } from '../../core/outbox/outcome.ts'
import type { IncidentState } from '../../core/state.ts'
import { channelAssigned, memberJoined, memberLeft } from '../lifecycle/changes.ts'

/** Records people as members of the incident's channel. Only members may see a private incident. */
export const recordMembersJoined = (
  { incident }: IncidentState,
  people: string[],
  { now }: Pick<DecisionContext, 'now'>,
): Decision => ({
  changes: [memberJoined({ incidentId: incident.id, people, at: now })],
  send: [],
})

/** Records that somebody left the channel, and removes a private incident from their App Home. */
export const recordMemberLeft = ({ state: { incident }, now }: DecisionContext, userId: string): Decision => ({
  changes: [memberLeft({ incidentId: incident.id, userId, at: now })],
  send: incident.private
    ? [
        {
          to: { person: userId },
          call: { do: 'publish_home', workspaceId: incident.workspaceId, person: userId },
        },
      ]
    : [],
})

/** Records members as soon as Slack accepts the invitation: its join event may come later, or never. */
export function recordInvitedMembers(ctx: DecisionContext, { outcome }: CallCompleted): Decision {
  if (outcome.kind !== 'done' || outcome.result.got !== 'invited') return emptyDecision
  return recordMembersJoined(ctx.state, outcome.result.people, ctx)
}

/** Keeps the channel's name for display. The channel is identified by its id. */
export const recordChannelRenamed = ({ incident }: IncidentState, channelName: string): Decision => ({
  changes: incident.channelId
    ? [channelAssigned({ incidentId: incident.id, channelId: incident.channelId, channelName })]
    : [],
  send: [],
})
