import { type Decision, emptyDecision } from '../../core/decision.ts'
import type { CallCompleted } from '../../core/outbox/outcome.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'

/** Who is in the incident's channel: a private incident is there for them alone. */
export const recordMembersJoined = (
  { incident }: IncidentState,
  people: string[],
  { now }: Pick<DecisionContext, 'now'>,
): Decision => ({
  changes: [{ type: 'member.joined', incidentId: incident.id, people, at: now }],
  send: [],
})

/** Whoever leaves a private incident finds it in their Home no more. */
export const recordMemberLeft = ({ incident }: IncidentState, userId: string, { now }: DecisionContext): Decision => ({
  changes: [{ type: 'member.left', incidentId: incident.id, userId, at: now }],
  send: incident.private
    ? [
        {
          to: { person: userId },
          call: { do: 'publish_home', workspaceId: incident.workspaceId, person: userId },
        },
      ]
    : [],
})

/** An invitation that Slack has taken: its own event about that may come later, or never. */
export function recordInvitedMembers(state: IncidentState, { outcome }: CallCompleted, ctx: DecisionContext): Decision {
  if (outcome.kind !== 'done' || outcome.result.got !== 'invited') return emptyDecision
  return recordMembersJoined(state, outcome.result.people, ctx)
}

/** The incident is known by its channel's id; the name is for readers. */
export const recordChannelRenamed = ({ incident }: IncidentState, channelName: string): Decision => ({
  changes: incident.channelId
    ? [{ type: 'incident.channel', incidentId: incident.id, channelId: incident.channelId, channelName }]
    : [],
  send: [],
})
