import { type Decision, emptyDecision } from '../core/decision.ts'
import type { StateChange } from '../core/feature/change.ts'
import type { BaseContext, MarkedMessage, MarkRules, WithActor } from '../core/feature/context.ts'
import { clipText } from '../messages/mrkdwn.ts'
import { extractProse } from '../platform/text.ts'
import { nextNumber } from './add.ts'
import { followUpAdded, followUpChanged } from './changes.ts'
import { type FollowUp, longestFollowUp } from './model.ts'
import type { FollowUpsContext, FollowUpsState } from './state.ts'

/** The follow-up made from this message, in any state. */
export const followUpFrom = (
  { followUps }: Pick<FollowUpsState, 'followUps'>,
  { channelId, messageTs }: Pick<MarkedMessage, 'channelId' | 'messageTs'>,
): FollowUp | null => followUps.find((own) => own.channelId === channelId && own.messageTs === messageTs) ?? null

/** The stored reason of a follow-up dropped with its reaction; only those are revived when the reaction comes back. */
const unmarkedReason = 'its message is no longer marked'

/** A message with the follow-up reaction stands for a follow-up. */
export const followUpMark: MarkRules<FollowUpsContext> = {
  isTaken: (state, message) => followUpFrom(state, message) !== null,
  marked: markFollowUp,
  reworded(state, message, text) {
    const own = followUpFrom(state, message)
    return { changes: own ? rewordFollowUp(own, text) : [], send: [] }
  },
}

/** Adds, revives or drops a message's follow-up as its reaction comes and goes. One that people edited is kept. */
export function markFollowUp(ctx: FollowUpsContext, marked: MarkedMessage): Decision {
  const { state } = ctx
  const own = followUpFrom(state, marked)
  const text = toFollowUpText(marked.text)
  if (!marked.present)
    return own && isUntouched(own) ? dropUnmarkedFollowUp({ ...ctx, by: marked.by }, own) : emptyDecision
  if (!own) return addMarkedFollowUp(ctx, { ...marked, text }, nextNumber(state.followUps))
  const reworded = rewordFollowUp(own, text)
  const revival = own.state === 'dropped' && own.endedBecause === unmarkedReason ? [makeRevivedChange(own)] : []
  return { changes: [...revival, ...reworded], send: [] }
}

/** Updates the text once the message is fetched from Slack, or after it is edited there. */
export function rewordFollowUp(own: FollowUp, text: string): StateChange[] {
  const words = toFollowUpText(text)
  // Text that people edited takes precedence over the message.
  if (!words || words === own.text || own.edits > 0) return []
  return [followUpChanged({ id: own.id, to: { text: words } })]
}

const toFollowUpText = (text: string): string => clipText(extractProse(text), longestFollowUp)

/** Open, and nobody has changed anything about it. */
const isUntouched = ({ state, ownerId, owner, dueOn, kind, link, edits }: FollowUp): boolean =>
  state === 'open' && !ownerId && !owner && !dueOn && !kind && !link && edits === 0

function addMarkedFollowUp(
  { state: { incident }, newId, now }: FollowUpsContext,
  { text, channelId, messageTs, threadTs, by }: MarkedMessage,
  number: number,
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
  return { changes: [followUpAdded({ followUp: { ...followUp, ...from } })], send: [] }
}

const dropUnmarkedFollowUp = ({ by, now }: WithActor<BaseContext>, { id }: FollowUp): Decision => ({
  changes: [
    followUpChanged({ id, to: { state: 'dropped', endedAt: now, endedBy: by.id, endedBecause: unmarkedReason } }),
  ],
  send: [],
})

const makeRevivedChange = ({ id }: FollowUp): StateChange =>
  followUpChanged({ id, to: { state: 'open', endedAt: null, endedBy: null, endedBecause: null } })
