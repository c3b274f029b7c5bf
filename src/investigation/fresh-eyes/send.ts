import { type Decision, type Refusal, together } from '../../core/decision.ts'
import { said } from '../../core/outbox/say.ts'
import { entryBy } from '../../core/record/entry.ts'
import { type DecisionContext, type IncidentState, nameOf } from '../../core/state.ts'
import { awaiting } from '../challenges/answering.ts'
import { showing } from '../challenges/ask.ts'
import { stillFitting } from './build.ts'
import { cancelled } from './cancel.ts'
import type { Addressed, BriefLine } from './model.ts'
import { personIn, previewed } from './state.ts'
import { showPreview, showRecipient, tell, withNext } from './tell.ts'

/** What may have changed since the preview was made. */
export interface Since {
  /** The lines as they would be made now. */
  anew: BriefLine[]
  /** Who is or was in it by now. */
  insiders: ReadonlySet<string>
}

/** *Send now*. */
export function sendNow(
  state: IncidentState,
  id: string,
  since: Since,
  ctx: DecisionContext,
): Decision | Refusal {
  const there = previewed(state, id)
  return 'refusal' in there ? there : send(state, there.brief, since, ctx)
}

/** The brief goes, as far as it may still go: it is said in the channel, and its recipient reads it. */
export function send(
  state: IncidentState,
  brief: Addressed,
  { anew, insiders }: Since,
  ctx: DecisionContext,
): Decision {
  if (insiders.has(brief.recipientId))
    return unsent(state, brief, `${personIn(state, brief.recipientId)} has come in meanwhile`)
  const lines = stillFitting(brief.lines, anew)
  if (!lines.some(({ included }) => included)) return unsent(state, brief, 'nothing of it may still go')
  const sent: Decision = {
    changes: [{ type: 'brief.sent', id: brief.id, lines, at: ctx.now }],
    send: [showRecipient(brief), ...showPreview(state, brief)],
  }
  return together(sent, onRecord(state, brief, ctx), answering(state, brief, ctx))
}

function unsent(state: IncidentState, brief: Addressed, because: string): Decision {
  const told = tell(state, brief.requestedBy, withNext(state, `The brief was not sent: ${because}.`))
  return together(cancelled(state, brief, because), { changes: [], send: told })
}

function onRecord(
  state: IncidentState,
  { recipientId, requestedBy }: Addressed,
  ctx: DecisionContext,
): Decision {
  const by = { id: requestedBy, name: nameOf(state, requestedBy) }
  const text = `${nameOf(state, recipientId)} was asked, with fresh eyes, what they would check first`
  const entry = entryBy(ctx, state.incident.id, 'challenge', text, by)
  const line = `*Fresh eyes*: ${personIn(state, recipientId)} has the symptoms, without our theories · asked by ${personIn(state, requestedBy)}`
  return { changes: [{ type: 'entry.added', entry }], send: [said(state.incident.id, line, entry.id)] }
}

/** The challenge it was asked from is answered with it, if nobody has answered it otherwise. */
function answering(
  state: IncidentState,
  { challengeId, requestedBy, recipientId }: Addressed,
  { now }: DecisionContext,
): Decision {
  const open = challengeId ? awaiting(state, challengeId) : undefined
  if (!open || 'refusal' in open) return { changes: [], send: [] }
  const { challenge } = open
  return {
    changes: [
      {
        type: 'challenge.answered',
        id: challenge.id,
        by: requestedBy,
        kind: 'fresh_eyes',
        answer: nameOf(state, recipientId),
        at: now,
      },
    ],
    send: [showing(state, challenge)],
  }
}
