import type { Decision, Refusal } from '../../core/decision.ts'
import type { WithActor } from '../../core/feature/context.ts'
import { trackHypothesis } from '../ledger/track.ts'
import type { InvestigationContext } from '../settings.ts'
import { addSuggestedEntries, type SuggestionInContext } from './add-suggested.ts'

/**
 * Puts a message on record when its author accepts the offer: a hypothesis is tracked as by the shortcut, anything else
 * is added to the timeline.
 */
export function takeOffer(ctx: WithActor<InvestigationContext>, offered: SuggestionInContext): Decision | Refusal {
  const { suggested, messageContext } = offered
  const { seen, deletedAt } = messageContext
  if (suggested.kind !== 'hypothesis' || !seen || deletedAt) return addSuggestedEntries(ctx, [offered])
  const { channelId, ts, threadTs, text, authorId } = seen
  const author = authorId === null ? null : { id: authorId }
  const message = { channelId, ts, threadTs, text, author, isPrivate: false, hasMore: false }
  return trackHypothesis(ctx, message, messageContext)
}
