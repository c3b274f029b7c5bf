import { combineDecisions, type Decision, emptyDecision } from '../../core/decision.ts'
import { isSeekingCause } from '../../core/incident/model.ts'
import { holderOf } from '../../core/incident/roles.ts'
import { describeFailureCause } from '../../core/outbox/explain.ts'
import type { CallOutcome, CallResult } from '../../core/outbox/outcome.ts'
import { personFetched } from '../../incident/lifecycle/changes.ts'
import type { InvestigationContext } from '../settings.ts'
import type { InvestigationState } from '../state.ts'
import { limitLeftOutLines } from './build.ts'
import { cancelBrief } from './cancel.ts'
import { briefCancelled, briefDrafted } from './changes.ts'
import type { Brief, BriefLine } from './model.ts'
import { sendPrivateLine, showConsent, showPreview, withAskNextButton } from './notify.ts'
import {
  explainUnsuitedPerson,
  explainUnusableAccount,
  pickLeastRecentlyAsked,
  type RecipientConstraints,
} from './recipient.ts'
import { escapedNameOf } from './state.ts'

/** Cancels a brief that Slack could not deliver, so that nobody waits for an answer. */
export function handleUndeliveredBrief(state: InvestigationState, brief: Brief, error: string): Decision {
  if (brief.state !== 'sent') return emptyDecision
  const because = `it could not be delivered to them (${error})`
  const line = `${escapedNameOf(state, brief.recipientId)} did not get the brief: ${describeFailureCause(error)}.`
  return {
    changes: [briefCancelled({ id: brief.id, because })],
    send: [...showPreview(state, brief), ...sendPrivateLine(state, brief.requestedBy, withAskNextButton(state, line))],
  }
}

/** Who may not be asked, and what the brief would say. */
interface RecipientBackground {
  constraints: RecipientConstraints
  lines: BriefLine[]
}

type FreshEyesCandidates = Extract<CallResult, { got: 'candidates' }>

/**
 * Handles Slack's answer about who could look: gives the brief a recipient, or tells the requester why there is none.
 */
export function handleFoundCandidates(
  ctx: InvestigationContext,
  brief: Brief,
  outcome: CallOutcome,
  background: RecipientBackground,
): Decision {
  const { state } = ctx
  if (!['looking', 'preview'].includes(brief.state) || !isSeekingCause(state.incident)) return emptyDecision
  if (outcome.kind === 'refused')
    return reportNobodyFound(
      state,
      brief,
      `I could not find out who could look: ${describeFailureCause(outcome.error)}.`,
    )
  if (outcome.kind !== 'done' || outcome.result.got !== 'candidates') return emptyDecision
  return chooseBriefRecipient(ctx, brief, outcome.result, background)
}

function chooseBriefRecipient(
  ctx: InvestigationContext,
  brief: Brief,
  { people, inside }: FreshEyesCandidates,
  { constraints, lines }: RecipientBackground,
): Decision {
  const insiders = new Set([...constraints.insiders, ...inside])
  // The current recipient is pending because of this very brief, which must not rule them out.
  const pending = new Set([...constraints.pending].filter((id) => id !== brief.recipientId))
  const now = { insiders, asked: constraints.asked, pending }
  const person = pickLeastRecentlyAsked(people, brief.requestedBy, now)
  if (!person) return reportNobodyFound(ctx.state, brief, explainNobodyFound(people, brief, now))
  const { bot, gone, id, name, zone } = person
  const savePerson: Decision = {
    changes: [personFetched({ id, name, zone, bot, gone, at: ctx.now })],
    send: [],
  }
  return combineDecisions(savePerson, draftBriefFor(ctx, brief, id, lines))
}

function draftBriefFor(
  { state, now, settings }: InvestigationContext,
  brief: Brief,
  recipientId: string,
  lines: BriefLine[],
): Decision {
  const { incident, roles } = state
  const isFree = !incident.private || holderOf(roles, 'commander') === brief.requestedBy
  const goesAt = isFree ? new Date(now.getTime() + settings.freshEyes.preview) : null
  const read = brief.lines.length > 0 ? brief.lines : limitLeftOutLines(lines)
  return {
    changes: [briefDrafted({ id: brief.id, lines: read, recipientId, goesAt })],
    send: [...showPreview(state, brief), ...(isFree ? [] : [showConsent(state, brief)])],
  }
}

function explainNobodyFound(
  people: FreshEyesCandidates['people'],
  { requestedBy }: Brief,
  constraints: RecipientConstraints,
): string {
  const [only, ...others] = people
  if (only && others.length === 0) {
    const why = explainUnusableAccount(only) ?? explainUnsuitedPerson(only.id, only.name, requestedBy, constraints)
    if (why) return why
  }
  return 'Nobody who is set up for this can look: all are or were in it, were asked the last time, or have no account any more.'
}

/** Says why nobody could be found. A brief in preview keeps the recipient it has; any other is cancelled. */
function reportNobodyFound(state: InvestigationState, brief: Brief, why: string): Decision {
  const notice = sendPrivateLine(state, brief.requestedBy, withAskNextButton(state, why, true))
  if (brief.state === 'preview') return { changes: [], send: notice }
  return combineDecisions(cancelBrief(state, brief, 'nobody could be asked'), { changes: [], send: notice })
}
