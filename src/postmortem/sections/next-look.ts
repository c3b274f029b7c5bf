import type { DecisionContext } from '../../core/state.ts'
import { addDays, todayIn } from '../../follow-ups/due.ts'
import { dayMs } from '../../platform/time/durations.ts'

/** When a post-mortem is looked at next, unless somebody says otherwise: a day where the incident was, in whole days. */
export const defaultNextReviewDay = (
  zone: string,
  { now, settings }: Pick<DecisionContext, 'now' | 'settings'>,
): Date => addDays(todayIn(zone, now), Math.max(1, Math.round(settings.postMortem.reviewAfter / dayMs)))
