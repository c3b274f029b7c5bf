import { combineDecisions, type Decision, emptyDecision, isRefusal, type Refusal } from '../../core/decision.ts'
import { incidentReference } from '../../core/incident/model.ts'
import type { Actor } from '../../core/input.ts'
import type { Send } from '../../core/outbox/call.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { setTimer } from '../../core/timers/set.ts'
import { closeIncident } from '../../incident/lifecycle/progress.ts'
import { contextBlock } from '../../messages/blocks.ts'
import type { Settings } from '../../platform/config/settings.ts'
import { minuteMs } from '../../platform/time/durations.ts'
import { suggestUnrecordedMessages, type UnrecordedMessage } from '../../timeline/listening/suggestions.ts'
import { requestChannelRead } from '../../timeline/missed-events/walk.ts'
import { canvasWithDraft } from '../canvas/sync-canvas.ts'
import { buildUploadCall, defaultFileRequest } from '../export/file.ts'
import { postMortemInviteMessage } from '../sections/invitation.ts'
import { defaultNextReviewDay } from '../sections/next-look.ts'

/** How long the draft waits for the channel to be read once more. */
const channelReadTimeoutMs = 2 * minuteMs

/** What the end of an incident needs besides its state. */
export interface ClosingInput {
  closedBy: string
  /** Messages seen and never captured. */
  passed: UnrecordedMessage[]
}

/**
 * Ends the response at once. The channel is read once more, so that the draft holds what was missed; the draft
 * follows when that is done, is refused, or takes too long. The alarm is what is owed: it goes with the draft.
 */
export function closeWithDraft(
  state: IncidentState,
  by: Actor,
  ctx: DecisionContext,
  /** What the public line says besides, in mrkdwn. */
  also = '',
): Decision | Refusal {
  const closing = closeIncident(state, by, ctx, also)
  if (isRefusal(closing)) return closing
  const { incident } = state
  if (!incident.channelId) return combineDecisions(closing, draft(incident, by.id, ctx))
  const owed: Decision = {
    changes: setTimer(state, 'draft', new Date(ctx.now.getTime() + channelReadTimeoutMs)),
    send: requestChannelRead(incident, 'close', ctx.now),
  }
  return announcing(combineDecisions(closing, owed))
}

/** The draft that is owed, and what the channel was about that nobody captured. Nothing when none is owed. */
export function finishClosing(
  state: IncidentState,
  { closedBy, passed }: ClosingInput,
  ctx: DecisionContext,
): Decision {
  const { incident, timers } = state
  if (!timers.has('draft')) return emptyDecision
  const settled: Decision = { changes: setTimer(state, 'draft', null), send: [] }
  // Reopened meanwhile: its next close owes a draft of its own.
  if (incident.status !== 'closed') return settled
  return combineDecisions(settled, draft(incident, closedBy, ctx), suggestUnrecordedMessages(state, passed, closedBy))
}

/** Said of a false alarm. */
export const noPostMortemText = (incident: IncidentState['incident'], { command }: Settings): string =>
  `${incidentReference(incident)} was a false alarm: it has no post-mortem. \`${command} reopen\` with a reason opens it again.`

function draft(incident: IncidentState['incident'], person: string, ctx: DecisionContext): Decision {
  const { newId, now } = ctx
  const nextReviewOn = defaultNextReviewDay(incident.zone, ctx)
  const comment = `Draft post-mortem of ${incidentReference(incident)}. What nobody supplied is marked *Missing*.`
  return {
    changes: [{ type: 'postmortem.drafted', id: newId(), incidentId: incident.id, at: now, nextReviewOn }],
    send: [
      buildUploadCall(incident.id, defaultFileRequest, comment, person),
      inviting(incident),
      ...canvasWithDraft(incident),
    ],
  }
}

/** Behind the file, because the words that come with one can carry no button. */
const inviting = (incident: IncidentState['incident']): Send => ({
  to: { incident: incident.id },
  call: { do: 'post', message: postMortemInviteMessage({ incident }) },
})

/** The answer says that the draft is still to come. */
function announcing(decision: Decision): Decision {
  const { answer } = decision
  if (!answer || !('say' in answer)) return decision
  const blocks = [...answer.say.blocks, contextBlock('The draft post-mortem follows in a moment.')]
  return { ...decision, answer: { say: { ...answer.say, blocks } } }
}
