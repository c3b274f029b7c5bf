import type { Decision, Refusal } from '../../core/decision.ts'
import type { DecisionContext } from '../../core/feature/context.ts'
import type { Actor } from '../../core/input.ts'
import { trackHypothesis } from '../ledger/track.ts'
import type { InvestigationState } from '../state.ts'
import { addSuggestedEntries, type SuggestionInContext } from './add-suggested.ts'

/**
 * Puts a message on record when its author accepts the offer: a hypothesis is tracked as by the shortcut, anything else
 * is added to the timeline.
 */
export function takeOffer(
  state: InvestigationState,
  offered: SuggestionInContext,
  by: Actor,
  ctx: DecisionContext,
): Decision | Refusal {
  const { suggested, messageContext } = offered
  const { seen, deletedAt } = messageContext
  if (suggested.kind !== 'hypothesis' || !seen || deletedAt) return addSuggestedEntries(state, [offered], by, ctx)
  const { channelId, ts, threadTs, text, authorId } = seen
  const author = authorId === null ? null : { id: authorId }
  const message = { channelId, ts, threadTs, text, author, isPrivate: false, hasMore: false }
  return trackHypothesis(state, message, messageContext, by, ctx)
}
