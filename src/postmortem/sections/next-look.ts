import { addDays, dayAt } from '../../platform/time/calendar.ts'
import { dayMs } from '../../platform/time/durations.ts'
import type { PostMortemContext } from '../settings.ts'

/** The default day of the next review: `postMortem.reviewAfter`, but at least a day, from today in the given time zone. */
export const defaultNextReviewDay = (
  zone: string,
  { now, settings }: Pick<PostMortemContext, 'now' | 'settings'>,
): Date => addDays(dayAt(now, zone), Math.max(1, Math.round(settings.postMortem.reviewAfter / dayMs)))
