import {
  answerWithModal,
  combineDecisions,
  type Decision,
  emptyDecision,
  isRefusal,
  type Refusal,
} from '../../core/decision.ts'
import type { StateChange } from '../../core/feature/change.ts'
import type { WithActor } from '../../core/feature/context.ts'
import { isOngoing } from '../../core/incident/model.ts'
import { holderOf } from '../../core/incident/roles.ts'
import type { Actor } from '../../core/input.ts'
import { postRecordedLine } from '../../core/outbox/post-line.ts'
import { entryAdded } from '../../core/record/changes.ts'
import { entryBy } from '../../core/record/entry.ts'
import { dropUndoChanges } from '../../core/undo/undoable.ts'
import { blocksMessage, sectionBlock } from '../../messages/blocks.ts'
import { clipText, escapeMrkdwn, nameOrMention } from '../../messages/mrkdwn.ts'
import { toOneLine } from '../../platform/text.ts'
import { beginTest, withTests } from '../ledger/begin-test.ts'
import { collectProposedHypotheses } from '../ledger/ledger.ts'
import { proposeDespiteSimilar } from '../ledger/propose.ts'
import { findHypothesisByStatement } from '../ledger/similarity.ts'
import { ledgerMessage } from '../ledger/view.ts'
import type { InvestigationContext } from '../settings.ts'
import type { InvestigationState } from '../state.ts'
import { briefAnswered, briefDeclined } from './changes.ts'
import { briefAnsweredEntry } from './entry-data.ts'
import { briefAnswerModal } from './modals.ts'
import type { AddressedBrief } from './model.ts'
import { sendPrivateLine, showPreview, showRecipient, withAskNextButton } from './notify.ts'
import { escapedNameOf, findBriefSentTo } from './state.ts'

/** How many minutes a check proposed with fresh eyes has until its result is due. */
const checkDueMinutes = 15

export function openBriefAnswerModal(state: InvestigationState, id: string, by: Actor): Decision | Refusal {
  const found = findAnswerableBrief(state, id, by)
  return 'refusal' in found ? found : answerWithModal(briefAnswerModal(state, found.brief))
}

function findAnswerableBrief(state: InvestigationState, id: string, by: Actor): { brief: AddressedBrief } | Refusal {
  const found = findBriefSentTo(state, id, by.id)
  if ('refusal' in found || isOngoing(state.incident)) return found
  return { refusal: 'It is over by now: nothing more is needed. Thank you.' }
}

/**
 * Posts what the recipient would check as a hypothesis, a test or both. Only then do they see what the team believes.
 */
export function answerBrief(
  ctx: WithActor<InvestigationContext>,
  id: string,
  fields: { check?: string; cause?: string },
): Decision | Refusal {
  const { state, by } = ctx
  const found = findAnswerableBrief(state, id, by)
  const cause = toOneLine(fields.cause ?? '')
  const check = toOneLine(fields.check ?? '')
  if ('refusal' in found) return { ...found, field: 'check' }
  if (!cause && !check) return { refusal: 'A few words in one of the two are enough.', field: 'check' }
  const { brief } = found
  const proposal = cause ? addCauseToLedger(ctx, cause) : { changes: [], hypothesisId: null }
  const updated = { ...state, hypotheses: [...state.hypotheses, ...collectProposedHypotheses(proposal.changes)] }
  const tested = check
    ? beginProposedCheck({ ...ctx, state: updated }, brief, proposal.hypothesisId, check)
    : emptyDecision
  if (isRefusal(tested)) return tested
  const words = [cause, check].filter((part) => part).join(' · would check first: ')
  const changes = [...proposal.changes, ...tested.changes]
  return combineDecisions(
    recordBriefAnswer(ctx, brief, { cause, check }),
    { changes, send: tested.send },
    {
      changes: [briefAnswered({ id, answer: words, at: ctx.now })],
      send: showPreview(state, brief),
    },
    inviteBriefRecipient(state, brief, changes, by),
  )
}

/**
 * Adds the cause to the ledger. A cause the team already holds, or one the ledger refuses, is not added; the answer is
 * posted all the same. `hypothesisId` is null unless the hypothesis is open.
 */
function addCauseToLedger(ctx: WithActor<InvestigationContext>, cause: string) {
  const same = findHypothesisByStatement(ctx.state, cause)
  if (same) return { changes: [], hypothesisId: same.state === 'open' ? same.id : null }
  const proposed = proposeDespiteSimilar(ctx, cause)
  if (isRefusal(proposed)) return { changes: [], hypothesisId: null }
  const [row] = collectProposedHypotheses(proposed.changes)
  return { changes: dropUndoChanges(proposed.changes), hypothesisId: row?.id ?? null }
}

/**
 * Begins the test, owned by the requester, or by the commander if they have left. The owner is told in an
 * ephemeral message.
 */
function beginProposedCheck(
  ctx: WithActor<InvestigationContext>,
  { requestedBy }: AddressedBrief,
  hypothesisId: string | null,
  check: string,
): Decision | Refusal {
  const { state } = ctx
  const commander = state.outside.has(requestedBy) ? holderOf(state.roles, 'commander') : undefined
  const owner = { id: commander ?? requestedBy }
  const begun = beginTest(ctx, hypothesisId, { words: check, minutes: checkDueMinutes, owner })
  if (isRefusal(begun)) return { ...begun, field: 'check' }
  return {
    changes: dropUndoChanges(begun.changes),
    send: begun.send.filter(({ call }) => call.do === 'post_ephemeral'),
  }
}

/** Records the answer as one entry and one public line, whatever else follows from it. */
function recordBriefAnswer(
  ctx: WithActor<InvestigationContext>,
  { id, requestedBy }: AddressedBrief,
  { cause, check }: { cause: string; check: string },
): Decision {
  const { state, by } = ctx
  const worded = briefAnsweredEntry({ briefId: id, cause, check })
  const entry = entryBy(ctx, state.incident.id, 'challenge', worded)
  const says = cause ? `: *${escapeMrkdwn(cause)}*` : ''
  const checks = check
    ? ` · would check first: ${escapeMrkdwn(check)} (${escapedNameOf(state, requestedBy)}, result in ${checkDueMinutes} min)`
    : ''
  const line = `*Fresh eyes*, ${nameOrMention(by)}${says}${checks}`
  return {
    changes: [entryAdded({ entry })],
    send: [postRecordedLine(state.incident.id, line, entry.id)],
  }
}

/** Invites the recipient and shows them what the team believes. This must come after the public line. */
function inviteBriefRecipient(
  state: InvestigationState,
  brief: AddressedBrief,
  changes: readonly StateChange[],
  by: Actor,
): Decision {
  const { incident } = state
  const place = incident.channelId ? `<#${incident.channelId}>` : 'the incident channel'
  const why = `Your answer is in ${place}, and you are invited to it. This is what the team believes: it was kept from you so that you could look without it.`
  const updated = { ...state, hypotheses: [...state.hypotheses, ...collectProposedHypotheses(changes)] }
  const { text, blocks } = ledgerMessage(withTests(updated, changes))
  return {
    changes: [],
    send: [
      { to: { incident: incident.id }, call: { do: 'invite', people: [by.id] } },
      showRecipient(brief),
      {
        to: { person: by.id },
        call: { do: 'post', message: blocksMessage(clipText(text, 200), sectionBlock(why), ...blocks) },
      },
    ],
  }
}

/** *Not now*: declines the brief, and lets the requester ask somebody else. */
export function declineBrief(ctx: WithActor<InvestigationContext>, id: string): Decision | Refusal {
  const { state, by } = ctx
  const found = findAnswerableBrief(state, id, by)
  if ('refusal' in found) return found
  const { brief } = found
  const line = `${escapedNameOf(state, by.id)} cannot look now.`
  return {
    changes: [briefDeclined({ id, at: ctx.now })],
    send: [
      showRecipient(brief),
      ...showPreview(state, brief),
      ...sendPrivateLine(state, brief.requestedBy, withAskNextButton(state, line)),
    ],
  }
}
