import { combineDecisions, type Decision } from '../../core/decision.ts'
import { isOngoing, isSeekingCause } from '../../core/incident/model.ts'
import { holderOf } from '../../core/incident/roles.ts'
import { setTimer } from '../../core/timers/set.ts'
import { sayDuration } from '../../platform/time/durations.ts'
import type { InvestigationContext } from '../settings.ts'
import type { InvestigationState } from '../state.ts'
import { cancelBrief } from './cancel.ts'
import { briefMissed } from './changes.ts'
import { type AddressedBrief, type Brief, isUnsent } from './model.ts'
import { sendPrivateLine, withAskNextButton } from './notify.ts'
import { type ChangesSincePreview, sendBrief } from './send.ts'
import { escapedNameOf } from './state.ts'

/** When the brief is to be sent, to lapse or to be reported as unanswered by itself; null if nothing is pending. */
export function nextBriefTimerAt(
  brief: Brief,
  { settings: { freshEyes } }: Pick<InvestigationContext, 'settings'>,
): Date | null {
  const after = (at: Date, ms: number): Date => new Date(at.getTime() + ms)
  if (brief.state === 'preview') return brief.goesAt
  if (brief.state === 'looking' || brief.state === 'consent') return after(brief.createdAt, freshEyes.answer)
  if (brief.state === 'sent' && brief.sentAt && !brief.missedAt) return after(brief.sentAt, freshEyes.answer)
  return null
}

/** Advances every brief that is due. If none is, the timer fired too early and is set again. */
export function advanceDueBriefs(ctx: InvestigationContext, since: ChangesSincePreview): Decision {
  const { state } = ctx
  const due = state.briefs.filter((brief) => (nextBriefTimerAt(brief, ctx)?.getTime() ?? Infinity) <= ctx.now.getTime())
  const done = due.map((brief) => advanceDueBrief(ctx, brief, since))
  // `reconcileBriefs` sets the timer after these changes.
  if (done.length > 0) return combineDecisions(...done)
  return { changes: setBriefTimer(ctx, state.briefs), send: [] }
}

function advanceDueBrief(ctx: InvestigationContext, brief: Brief, since: ChangesSincePreview): Decision {
  const { state } = ctx
  const { recipientId } = brief
  if (brief.state === 'preview' && recipientId) return sendBrief(ctx, { ...brief, recipientId }, since)
  if (brief.state === 'sent' && recipientId) return reportMissingAnswer(ctx, { ...brief, recipientId })
  const because = brief.state === 'looking' ? 'Slack did not say who could look' : 'the commander did not answer'
  const notice = sendPrivateLine(
    state,
    brief.requestedBy,
    withAskNextButton(state, `The brief was not sent: ${because}.`),
  )
  return combineDecisions(cancelBrief(state, brief, because), { changes: [], send: notice })
}

/** Reports once, to the commander or else to the requester, that no answer came. A late answer still counts. */
function reportMissingAnswer(ctx: InvestigationContext, { id, recipientId, requestedBy }: AddressedBrief): Decision {
  const { state } = ctx
  const after = sayDuration(ctx.settings.freshEyes.answer)
  const line = `${escapedNameOf(state, recipientId)} has not answered in ${after}. A late answer still counts.`
  return {
    changes: [briefMissed({ id, at: ctx.now })],
    send: sendPrivateLine(state, holderOf(state.roles, 'commander') ?? requestedBy, withAskNextButton(state, line)),
  }
}

/** After any change: cancels briefs that have become moot, and sets the timer for the rest. */
export function reconcileBriefs(ctx: InvestigationContext): Decision {
  const { state } = ctx
  const moot = state.briefs.filter((brief) => isMoot(state, brief))
  const cancelled = moot.map((brief) => cancelBrief(state, brief, `the incident is ${state.incident.status}`))
  const rest = state.briefs.filter((brief) => !moot.includes(brief))
  return combineDecisions(...cancelled, { changes: setBriefTimer(ctx, rest), send: [] })
}

const isMoot = (state: InvestigationState, brief: Brief): boolean =>
  (isUnsent(brief) && !isSeekingCause(state.incident)) || (brief.state === 'sent' && !isOngoing(state.incident))

function setBriefTimer(ctx: InvestigationContext, briefs: readonly Brief[]) {
  const times = briefs.flatMap((brief) => nextBriefTimerAt(brief, ctx)?.getTime() ?? [])
  return setTimer(ctx.state, 'brief', times.length > 0 ? new Date(Math.min(...times)) : null)
}
