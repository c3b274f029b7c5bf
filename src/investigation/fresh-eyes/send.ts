import { combineDecisions, type Decision, type Refusal } from '../../core/decision.ts'
import { postRecordedLine } from '../../core/outbox/post-line.ts'
import { entryAdded } from '../../core/record/changes.ts'
import { entryBy } from '../../core/record/entry.ts'
import { findDisplayName } from '../../core/state.ts'
import { refreshChallengeMessage } from '../challenges/ask.ts'
import { challengeAnswered } from '../challenges/changes.ts'
import { requireOpenChallenge } from '../challenges/record-answer.ts'
import type { InvestigationContext } from '../settings.ts'
import type { InvestigationState } from '../state.ts'
import { recheckReadLines } from './build.ts'
import { cancelBrief } from './cancel.ts'
import { briefSent } from './changes.ts'
import { briefSentEntry } from './entry-data.ts'
import type { AddressedBrief, BriefLine } from './model.ts'
import { sendPrivateLine, showPreview, showRecipient, withAskNextButton } from './notify.ts'
import { escapedNameOf, findPreviewedBrief } from './state.ts'

/** What may have changed since the preview was built. */
export interface ChangesSincePreview {
  /** The lines as they would be built now. */
  anew: BriefLine[]
  /** People who are or were in the incident by now. */
  insiders: ReadonlySet<string>
}

/** *Send now*: sends a brief in preview at once. */
export function sendBriefNow(ctx: InvestigationContext, id: string, since: ChangesSincePreview): Decision | Refusal {
  const found = findPreviewedBrief(ctx.state, id)
  return 'refusal' in found ? found : sendBrief(ctx, found.brief, since)
}

/**
 * Sends what may still be sent of a brief, announces it in the channel, and answers the challenge it came from. Cancels
 * it if nothing is left, or if its recipient has joined the incident.
 */
export function sendBrief(
  ctx: InvestigationContext,
  brief: AddressedBrief,
  { anew, insiders }: ChangesSincePreview,
): Decision {
  const { state } = ctx
  if (insiders.has(brief.recipientId))
    return cancelUnsendableBrief(state, brief, `${escapedNameOf(state, brief.recipientId)} has come in meanwhile`)
  const lines = recheckReadLines(brief.lines, anew)
  if (!lines.some(({ included }) => included)) return cancelUnsendableBrief(state, brief, 'nothing of it may still go')
  const sent: Decision = {
    changes: [briefSent({ id: brief.id, lines, at: ctx.now })],
    send: [showRecipient(brief), ...showPreview(state, brief)],
  }
  return combineDecisions(sent, recordBriefSent(ctx, brief), answerOriginChallenge(ctx, brief))
}

function cancelUnsendableBrief(state: InvestigationState, brief: AddressedBrief, because: string): Decision {
  const notice = sendPrivateLine(
    state,
    brief.requestedBy,
    withAskNextButton(state, `The brief was not sent: ${because}.`),
  )
  return combineDecisions(cancelBrief(state, brief, because), { changes: [], send: notice })
}

function recordBriefSent(
  ctx: InvestigationContext,
  { id, recipientId, requestedBy, challengeId }: AddressedBrief,
): Decision {
  const { state } = ctx
  const by = { id: requestedBy, name: findDisplayName(state, requestedBy) }
  const worded = briefSentEntry({ briefId: id, recipientId, challengeId }, (userId) => findDisplayName(state, userId))
  const entry = entryBy({ ...ctx, by }, state.incident.id, 'challenge', worded)
  const line = `*Fresh eyes*: ${escapedNameOf(state, recipientId)} has the symptoms, without our theories · asked by ${escapedNameOf(state, requestedBy)}`
  return {
    changes: [entryAdded({ entry })],
    send: [postRecordedLine(state.incident.id, line, entry.id)],
  }
}

/** Answers the challenge the brief was requested from, if that is still open. */
function answerOriginChallenge(
  { state, now }: InvestigationContext,
  { challengeId, requestedBy, recipientId }: AddressedBrief,
): Decision {
  const open = challengeId ? requireOpenChallenge(state, challengeId) : undefined
  if (!open || 'refusal' in open) return { changes: [], send: [] }
  const { challenge } = open
  return {
    changes: [
      challengeAnswered({
        id: challenge.id,
        by: requestedBy,
        kind: 'fresh_eyes',
        answer: findDisplayName(state, recipientId),
        at: now,
      }),
    ],
    send: [refreshChallengeMessage(state, challenge)],
  }
}
