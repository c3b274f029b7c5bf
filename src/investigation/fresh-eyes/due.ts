import { type Decision, together } from '../../core/decision.ts'
import { isOngoing, isSought } from '../../core/incident/model.ts'
import { holderOf } from '../../core/incident/roles.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { setTimer } from '../../core/timers/set.ts'
import { sayDuration } from '../../platform/time/durations.ts'
import { cancelled } from './cancel.ts'
import { type Addressed, type Brief, isUnsent } from './model.ts'
import { type Since, send } from './send.ts'
import { personIn } from './state.ts'
import { tell, withNext } from './tell.ts'

/** When something is to happen to a brief by itself: it goes, lapses, or is missed. */
export function nextAt(
  brief: Brief,
  { settings: { freshEyes } }: Pick<DecisionContext, 'settings'>,
): Date | null {
  const after = (at: Date, ms: number): Date => new Date(at.getTime() + ms)
  if (brief.state === 'preview') return brief.goesAt
  if (brief.state === 'looking' || brief.state === 'consent') return after(brief.createdAt, freshEyes.answer)
  if (brief.state === 'sent' && brief.sentAt && !brief.missedAt) return after(brief.sentAt, freshEyes.answer)
  return null
}

/** What is due by now for each brief. */
export function runBriefs(state: IncidentState, since: Since, ctx: DecisionContext): Decision {
  const due = state.briefs.filter((brief) => (nextAt(brief, ctx)?.getTime() ?? Infinity) <= ctx.now.getTime())
  const done = due.map((brief) => run(state, brief, since, ctx))
  // Where something was due the alarm follows from what came of it (settle).
  if (done.length > 0) return together(...done)
  return { changes: alarm(state, state.briefs, ctx), send: [] }
}

function run(state: IncidentState, brief: Brief, since: Since, ctx: DecisionContext): Decision {
  const { recipientId } = brief
  if (brief.state === 'preview' && recipientId) return send(state, { ...brief, recipientId }, since, ctx)
  if (brief.state === 'sent' && recipientId) return missed(state, { ...brief, recipientId }, ctx)
  const because =
    brief.state === 'looking' ? 'Slack did not say who could look' : 'the commander did not answer'
  const told = tell(state, brief.requestedBy, withNext(state, `The brief was not sent: ${because}.`))
  return together(cancelled(state, brief, because), { changes: [], send: told })
}

/** Told once, to the commander. A late answer is welcome all the same. */
function missed(
  state: IncidentState,
  { id, recipientId, requestedBy }: Addressed,
  ctx: DecisionContext,
): Decision {
  const after = sayDuration(ctx.settings.freshEyes.answer)
  const line = `${personIn(state, recipientId)} has not answered in ${after}. A late answer still counts.`
  return {
    changes: [{ type: 'brief.missed', id, at: ctx.now }],
    send: tell(state, holderOf(state.roles, 'commander') ?? requestedBy, withNext(state, line)),
  }
}

/** After any change: what is no longer wanted is called off, and the alarm is set for the rest. */
export function settleBriefs(state: IncidentState, ctx: DecisionContext): Decision {
  const moot = state.briefs.filter((brief) => isMoot(state, brief))
  const called = moot.map((brief) => cancelled(state, brief, `the incident is ${state.incident.status}`))
  const rest = state.briefs.filter((brief) => !moot.includes(brief))
  return together(...called, { changes: alarm(state, rest, ctx), send: [] })
}

const isMoot = (state: IncidentState, brief: Brief): boolean =>
  (isUnsent(brief) && !isSought(state.incident)) || (brief.state === 'sent' && !isOngoing(state.incident))

function alarm(state: IncidentState, briefs: readonly Brief[], ctx: DecisionContext) {
  const times = briefs.flatMap((brief) => nextAt(brief, ctx)?.getTime() ?? [])
  return setTimer(state, 'brief', times.length > 0 ? new Date(Math.min(...times)) : null)
}
