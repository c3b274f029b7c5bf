import { type Decision, emptyDecision, type StateChange } from '../core/decision.ts'
import type { Actor } from '../core/input.ts'
import type { DecisionContext, IncidentState } from '../core/state.ts'
import { clipText } from '../messages/mrkdwn.ts'
import { extractProse } from '../platform/text.ts'
import { nextNumber } from './add.ts'
import { type FollowUp, longestFollowUp } from './model.ts'

/** A message that carries a follow-up's reaction, or has just lost the last one. */
export interface MarkedMessage {
  channelId: string
  messageTs: bigint
  threadTs: bigint | null
  /** As readers see it; empty while it still has to be read from Slack. */
  text: string
  present: boolean
  by: Actor
}

/** The follow-up taken from this message, whatever became of it. */
export const followUpFrom = (
  { followUps }: Pick<IncidentState, 'followUps'>,
  { channelId, messageTs }: Pick<MarkedMessage, 'channelId' | 'messageTs'>,
): FollowUp | null => followUps.find((known) => known.channelId === channelId && known.messageTs === messageTs) ?? null

/** Why a follow-up ended that nobody had worked on; by this it is known when the reaction comes back. */
const unmarked = 'its message is no longer marked'

/** A follow-up from a message, or its end. */
export function markFollowUp(state: IncidentState, marked: MarkedMessage, ctx: DecisionContext): Decision {
  const own = followUpFrom(state, marked)
  const text = toFollowUpText(marked.text)
  if (!marked.present) return own && isUntouched(own) ? dropUnmarkedFollowUp(own, marked.by, ctx) : emptyDecision
  if (!own) return addMarkedFollowUp(state, { ...marked, text }, nextNumber(state.followUps), ctx)
  const reworded = rewordFollowUp(own, text)
  const back = own.state === 'dropped' && own.endedBecause === unmarked ? [revived(own)] : []
  return { changes: [...back, ...reworded], send: [] }
}

/** The words of the message a follow-up was taken from have come from Slack, or were edited. */
export function rewordFollowUp(own: FollowUp, text: string): StateChange[] {
  const words = toFollowUpText(text)
  // What people have put in their own words stays theirs.
  if (!words || words === own.text || own.edits > 0) return []
  return [{ type: 'followup.changed', id: own.id, to: { text: words } }]
}

const toFollowUpText = (text: string): string => clipText(extractProse(text), longestFollowUp)

/** Nobody has given it an owner, a date or words of its own. */
const isUntouched = ({ state, ownerId, owner, dueOn, kind, link, edits }: FollowUp): boolean =>
  state === 'open' && !ownerId && !owner && !dueOn && !kind && !link && edits === 0

function addMarkedFollowUp(
  { incident }: IncidentState,
  { text, channelId, messageTs, threadTs, by }: MarkedMessage,
  number: number,
  { newId, now }: DecisionContext,
): Decision {
  const followUp = {
    id: newId(),
    incidentId: incident.id,
    number,
    text,
    ownerId: null,
    owner: null,
    dueOn: null,
  }
  const from = { channelId, messageTs, threadTs, createdAt: now, createdBy: by.id }
  return { changes: [{ type: 'followup.added', followUp: { ...followUp, ...from } }], send: [] }
}

const dropUnmarkedFollowUp = ({ id }: FollowUp, by: Actor, { now }: DecisionContext): Decision => ({
  changes: [
    {
      type: 'followup.changed',
      id,
      to: { state: 'dropped', endedAt: now, endedBy: by.id, endedBecause: unmarked },
    },
  ],
  send: [],
})

const revived = ({ id }: FollowUp): StateChange => ({
  type: 'followup.changed',
  id,
  to: { state: 'open', endedAt: null, endedBy: null, endedBecause: null },
})
