import { combineDecisions, type Decision, type Refusal } from '../../core/decision.ts'
import type { WithActor } from '../../core/feature/context.ts'
import type { ChosenMessage } from '../../core/input.ts'
import { makeUndoable } from '../../core/undo/undoable.ts'
import { clipText, escapeMrkdwn } from '../../messages/mrkdwn.ts'
import { addMessage, type MessageToAdd } from '../../timeline/capture/add.ts'
import { maxAddedQuoteLength, readChosenText } from '../../timeline/capture/add-from-modal.ts'
import type { MessageContext } from '../../timeline/capture/capture.ts'
import type { InvestigationContext } from '../settings.ts'
import { similarHypothesisLine, similarHypothesisMessage } from './similar-hypothesis.ts'
import { findSimilarHypothesis } from './similarity.ts'

/** Tracks a message of the channel as a hypothesis with one click. Like a reaction, this posts nothing. */
export function trackHypothesis(
  ctx: WithActor<InvestigationContext>,
  message: ChosenMessage,
  messageContext: MessageContext,
): Decision | Refusal {
  const { state } = ctx
  const chosen: MessageToAdd = { ...message, authorId: message.author?.id ?? null, isPrivate: false }
  const words = readChosenText(chosen, messageContext)
  if (!words) return { refusal: 'There are no words in that message to track.' }
  const added = addMessage(ctx, { chosen, kind: 'hypothesis', at: null }, messageContext)
  if ('refusal' in added) return added
  const found = findSimilarHypothesis(state, words)
  const like = found?.hypothesis.entryId === added.entryId ? undefined : found
  const undoable = {
    incidentId: state.incident.id,
    subject: `entry ${added.entryId}`,
    words: escapeMrkdwn(clipText(words, maxAddedQuoteLength)),
    shown: like
      ? `${similarHypothesisLine(like.hypothesis, like.isSame)} The message is on the timeline.`
      : `Tracked as a hypothesis: *${escapeMrkdwn(clipText(words, maxAddedQuoteLength))}*`,
    more: like ? similarHypothesisMessage(state, like, { carries: 'entry', text: added.entryId }).blocks.slice(1) : [],
    inverse: added.inverse,
  }
  return combineDecisions(dropEphemeralSends(added.decision), makeUndoable(ctx, undoable))
}

/** After a reaction, questions come in an ephemeral message; after a click, they are part of the answer. */
const dropEphemeralSends = (decision: Decision): Decision => ({
  ...decision,
  send: decision.send.filter(({ call }) => call.do !== 'post_ephemeral'),
})
