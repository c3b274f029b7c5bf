import type { Decision, Refusal } from '../../core/decision.ts'
import type { Actor } from '../../core/input.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { trackHypothesis } from '../capture/add-from-modal.ts'
import { addSuggestedEntries, type SuggestionInContext } from './add-suggested.ts'

/**
 * A message its author was offered to put on record, as they accept: as a hypothesis it is tracked as by the
 * shortcut, as anything else it becomes a line of the timeline.
 */
export function takeOffer(
  state: IncidentState,
  offered: SuggestionInContext,
  by: Actor,
  ctx: DecisionContext,
): Decision | Refusal {
  const { noticed, known } = offered
  const { seen, deletedAt } = known
  if (noticed.kind !== 'hypothesis' || !seen || deletedAt) return addSuggestedEntries(state, [offered], by, ctx)
  const { channelId, ts, threadTs, text, authorId } = seen
  const author = authorId === null ? null : { id: authorId }
  const message = { channelId, ts, threadTs, text, author, isPrivate: false, hasMore: false }
  return trackHypothesis(state, message, known, by, ctx)
}
