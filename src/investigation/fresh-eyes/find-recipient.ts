import { combineDecisions, type Decision, emptyDecision } from '../../core/decision.ts'
import { isSeekingCause } from '../../core/incident/model.ts'
import { holderOf } from '../../core/incident/roles.ts'
import { describeFailureCause } from '../../core/outbox/explain.ts'
import type { CallOutcome, CallResult } from '../../core/outbox/outcome.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { limitLeftOutLines } from './build.ts'
import { cancelBrief } from './cancel.ts'
import type { Brief, BriefLine } from './model.ts'
import { sendPrivateLine, showConsent, showPreview, withAskNextButton } from './notify.ts'
import {
  explainUnsuitedPerson,
  explainUnusableAccount,
  pickLeastRecentlyAsked,
  type RecipientConstraints,
} from './recipient.ts'
import { escapedNameOf } from './state.ts'

/** Slack does not deliver the brief: nobody is to wait for an answer to it. */
export function handleUndeliveredBrief(state: IncidentState, brief: Brief, error: string): Decision {
  if (brief.state !== 'sent') return emptyDecision
  const because = `it could not be delivered to them (${error})`
  const line = `${escapedNameOf(state, brief.recipientId)} did not get the brief: ${describeFailureCause(error)}.`
  return {
    changes: [{ type: 'brief.cancelled', id: brief.id, because }],
    send: [...showPreview(state, brief), ...sendPrivateLine(state, brief.requestedBy, withAskNextButton(state, line))],
  }
}

type FreshEyesCandidates = Extract<CallResult, { got: 'candidates' }>

/** Slack has told who could look: the brief gets its recipient, or whoever asked is told why there is none. */
export function handleFoundCandidates(
  state: IncidentState,
  brief: Brief,
  outcome: CallOutcome,
  known: RecipientConstraints,
  lines: BriefLine[],
  ctx: DecisionContext,
): Decision {
  if (!['looking', 'preview'].includes(brief.state) || !isSeekingCause(state.incident)) return emptyDecision
  if (outcome.kind === 'refused')
    return nobody(state, brief, `I could not find out who could look: ${describeFailureCause(outcome.error)}.`)
  if (outcome.kind !== 'done' || outcome.result.got !== 'candidates') return emptyDecision
  return chooseBriefRecipient(state, brief, outcome.result, known, lines, ctx)
}

function chooseBriefRecipient(
  state: IncidentState,
  brief: Brief,
  { people, inside }: FreshEyesCandidates,
  known: RecipientConstraints,
  lines: BriefLine[],
  ctx: DecisionContext,
): Decision {
  const insiders = new Set([...known.insiders, ...inside])
  // A brief that waits for its time is not what keeps its own recipient from being chosen.
  const pending = new Set([...known.pending].filter((id) => id !== brief.recipientId))
  const now = { insiders, asked: known.asked, pending }
  const person = pickLeastRecentlyAsked(people, brief.requestedBy, now)
  if (!person) return nobody(state, brief, whyNobody(people, brief, now))
  const { bot, gone, id, name, zone } = person
  const met: Decision = {
    changes: [{ type: 'person.known', id, name, zone, bot, gone, at: ctx.now }],
    send: [],
  }
  return combineDecisions(met, drafted(state, brief, id, lines, ctx))
}

function drafted(
  state: IncidentState,
  brief: Brief,
  recipientId: string,
  lines: BriefLine[],
  { now, settings }: DecisionContext,
): Decision {
  const { incident, roles } = state
  const isFree = !incident.private || holderOf(roles, 'commander') === brief.requestedBy
  const goesAt = isFree ? new Date(now.getTime() + settings.freshEyes.preview) : null
  const read = brief.lines.length > 0 ? brief.lines : limitLeftOutLines(lines)
  return {
    changes: [{ type: 'brief.drafted', id: brief.id, lines: read, recipientId, goesAt }],
    send: [...showPreview(state, brief), ...(isFree ? [] : [showConsent(state, brief)])],
  }
}

function whyNobody(people: FreshEyesCandidates['people'], { requestedBy }: Brief, known: RecipientConstraints): string {
  const [only, ...others] = people
  if (only && others.length === 0) {
    const why = explainUnusableAccount(only) ?? explainUnsuitedPerson(only.id, only.name, requestedBy, known)
    if (why) return why
  }
  return 'Nobody who is set up for this can look: all are or were in it, were asked the last time, or have no account any more.'
}

/** Somebody else was wanted in place of a recipient who is there: that one stays. */
function nobody(state: IncidentState, brief: Brief, why: string): Decision {
  const told = sendPrivateLine(state, brief.requestedBy, withAskNextButton(state, why, true))
  if (brief.state === 'preview') return { changes: [], send: told }
  return combineDecisions(cancelBrief(state, brief, 'nobody could be asked'), { changes: [], send: told })
}
