import type { DecisionContext } from '../../core/context.ts'
import { addDays, dayAt } from '../../platform/time/calendar.ts'
import { dayMs } from '../../platform/time/durations.ts'

/** The default day of the next review: `postMortem.reviewAfter`, but at least a day, from today in the given time zone. */
export const defaultNextReviewDay = (
  zone: string,
  { now, settings }: Pick<DecisionContext, 'now' | 'settings'>,
): Date => addDays(dayAt(now, zone), Math.max(1, Math.round(settings.postMortem.reviewAfter / dayMs)))
