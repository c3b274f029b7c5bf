import { combineDecisions, type Decision, type Refusal } from '../../core/decision.ts'
import type { StoredChange } from '../../core/feature/change.ts'
import type { BaseContext, WithActor } from '../../core/feature/context.ts'
import { incidentReference } from '../../core/incident/model.ts'
import { makeUndoable } from '../../core/undo/undoable.ts'
import { clipText, escapeMrkdwn, toPlainText } from '../../messages/mrkdwn.ts'
import { firstLine } from '../../platform/text.ts'
import { addMessage } from '../../timeline/capture/add.ts'
import type { MessageContext } from '../../timeline/capture/capture.ts'
import type { SuggestedEntry } from '../../timeline/listening/controls.ts'
import { collectProposedHypotheses } from '../ledger/ledger.ts'
import type { InvestigationContext } from '../settings.ts'
import type { InvestigationState } from '../state.ts'

/** A suggested message, with what is stored about it now. */
export interface SuggestionInContext {
  suggested: SuggestedEntry
  messageContext: MessageContext
}

interface SuggestionTotals {
  state: InvestigationState
  decision: Decision
  inverse: StoredChange[]
  lines: string[]
  entryIds: string[]
}

/** Adds suggested messages, except those added or deleted since, which the answer counts. Refuses if none is left. */
export function addSuggestedEntries(
  ctx: WithActor<InvestigationContext>,
  offered: readonly SuggestionInContext[],
): Decision | Refusal {
  const { state } = ctx
  const start: SuggestionTotals = { state, decision: { changes: [], send: [] }, inverse: [], lines: [], entryIds: [] }
  const { decision, inverse, lines, entryIds } = offered.reduce(
    (sum, offer) => addSuggestedEntry(ctx, sum, offer),
    start,
  )
  const name = incidentReference(state.incident)
  if (lines.length === 0) return { refusal: explainNothingAdded(offered, name) }
  const words = lines.join('\n')
  const shown = `On the timeline of *${name}*:\n${words}${leftOutNote(offered.length - lines.length)}`
  const undoable = {
    incidentId: state.incident.id,
    subject: entryIds.map((id) => `entry ${id}`).join(' '),
    words,
    shown,
    inverse,
  }
  return combineDecisions(decision, makeUndoable(ctx, undoable))
}

function addSuggestedEntry(
  ctx: WithActor<BaseContext>,
  sum: SuggestionTotals,
  { suggested, messageContext }: SuggestionInContext,
): SuggestionTotals {
  const { seen, entry, deletedAt } = messageContext
  if (!seen || deletedAt || (entry && entry.state !== 'withdrawn')) return sum
  const chosen = { ...seen, isPrivate: false, hasMore: false }
  const added = addMessage({ ...ctx, state: sum.state }, { chosen, kind: suggested.kind, at: null }, messageContext)
  if ('refusal' in added) return sum
  const line = `*${suggested.kind}* ${escapeMrkdwn(clipText(firstLine(toPlainText(seen.text, messageContext.names)), 120))}`
  return {
    // So that the next hypothesis is numbered after this one.
    state: {
      ...sum.state,
      hypotheses: [...sum.state.hypotheses, ...collectProposedHypotheses(added.decision.changes)],
    },
    decision: combineDecisions(sum.decision, added.decision),
    inverse: [...sum.inverse, ...added.inverse],
    lines: [...sum.lines, line],
    entryIds: [...sum.entryIds, added.entryId],
  }
}

const leftOutNote = (count: number): string =>
  count > 0 ? `\n_${count} left out: on the timeline already, or deleted._` : ''

function explainNothingAdded(offered: readonly SuggestionInContext[], name: string): string {
  if (offered.some(({ messageContext: { entry } }) => entry && entry.state !== 'withdrawn'))
    return `It is on the timeline of ${name} already.`
  if (offered.some(({ messageContext: { deletedAt } }) => deletedAt))
    return 'The message was deleted in Slack. Nothing was added.'
  return `I keep messages for seven days after the close, and no longer have this one. *Add to incident* on the message itself works while ${name} is open.`
}
