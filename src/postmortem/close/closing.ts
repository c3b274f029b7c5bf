import { combineDecisions, type Decision, emptyDecision, isRefusal, type Refusal } from '../../core/decision.ts'
import type { WithActor } from '../../core/feature/context.ts'
import { incidentReference } from '../../core/incident/model.ts'
import type { Send } from '../../core/outbox/call.ts'
import type { Settings } from '../../core/settings.ts'
import { setTimer } from '../../core/timers/set.ts'
import { closeIncident } from '../../incident/lifecycle/progress.ts'
import { contextBlock } from '../../messages/blocks.ts'
import { minuteMs } from '../../platform/time/durations.ts'
import { suggestUnrecordedMessages, type UnrecordedMessage } from '../../timeline/listening/suggestions.ts'
import { requestChannelRead } from '../../timeline/missed-events/walk.ts'
import { canvasWithDraft } from '../canvas/sync-canvas.ts'
import { postMortemDrafted } from '../changes.ts'
import { buildUploadCall, defaultFileRequest } from '../export/file.ts'
import { postMortemInviteMessage } from '../sections/invitation.ts'
import { defaultNextReviewDay } from '../sections/next-look.ts'
import type { PostMortemContext } from '../settings.ts'
import type { ResponseState } from '../state.ts'

/** How long the draft waits for missed events to be read from the channel, in ms. */
const channelReadTimeoutMs = 2 * minuteMs

/** What finishing a close needs besides the state. */
export interface ClosingInput {
  closedBy: string
  /** Messages that were stored but never captured. */
  passed: UnrecordedMessage[]
}

/**
 * Closes the incident at once and reads the channel again for missed events. The draft follows when that is done, is
 * refused, or takes too long. While the `draft` timer is set the draft is pending; drafting clears it.
 */
export function closeWithDraft(ctx: WithActor<PostMortemContext>, also = ''): Decision | Refusal {
  const { state, by } = ctx
  const closing = closeIncident(ctx, also)
  if (isRefusal(closing)) return closing
  const { incident } = state
  if (!incident.channelId) return combineDecisions(closing, draftPostMortem(ctx, incident, by.id))
  const pending: Decision = {
    changes: setTimer(state, 'draft', new Date(ctx.now.getTime() + channelReadTimeoutMs)),
    send: requestChannelRead(incident, 'close', ctx.now),
  }
  return announceDraft(combineDecisions(closing, pending))
}

/** Drafts the post-mortem and suggests messages that nobody captured. Does nothing unless a draft is pending. */
export function finishClosing(ctx: PostMortemContext, { closedBy, passed }: ClosingInput): Decision {
  const { state } = ctx
  const { incident, timers } = state
  if (!timers.has('draft')) return emptyDecision
  const cleared: Decision = { changes: setTimer(state, 'draft', null), send: [] }
  // It was reopened in the meantime: the next close makes its own draft.
  if (incident.status !== 'closed') return cleared
  return combineDecisions(
    cleared,
    draftPostMortem(ctx, incident, closedBy),
    suggestUnrecordedMessages(state, passed, closedBy),
  )
}

/** Why a cancelled incident has no post-mortem, in mrkdwn. */
export const noPostMortemText = (incident: ResponseState['incident'], { command }: Settings): string =>
  `${incidentReference(incident)} was a false alarm: it has no post-mortem. \`${command} reopen\` with a reason opens it again.`

function draftPostMortem(ctx: PostMortemContext, incident: ResponseState['incident'], person: string): Decision {
  const { newId, now } = ctx
  const nextReviewOn = defaultNextReviewDay(incident.zone, ctx)
  const comment = `Draft post-mortem of ${incidentReference(incident)}. What nobody supplied is marked *Missing*.`
  return {
    changes: [postMortemDrafted({ id: newId(), incidentId: incident.id, at: now, nextReviewOn })],
    send: [
      buildUploadCall(incident.id, defaultFileRequest, comment, person),
      buildInvitationCall(incident),
      ...canvasWithDraft(incident),
    ],
  }
}

/** Posted after the file, whose own comment cannot contain a button. */
const buildInvitationCall = (incident: ResponseState['incident']): Send => ({
  to: { incident: incident.id },
  call: { do: 'post', message: postMortemInviteMessage({ incident }) },
})

/** Adds to the answer that the draft will follow. */
function announceDraft(decision: Decision): Decision {
  const { answer } = decision
  if (!answer || !('say' in answer)) return decision
  const blocks = [...answer.say.blocks, contextBlock('The draft post-mortem follows in a moment.')]
  return { ...decision, answer: { say: { ...answer.say, blocks } } }
}
