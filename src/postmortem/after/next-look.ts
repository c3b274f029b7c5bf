import type { Moment } from '../../dispatch/state.ts'
import { later, todayIn } from '../../followup/due.ts'
import { day } from '../../lib/durations.ts'

/** When a post-mortem is looked at next, unless somebody says otherwise: a day where the incident was, in whole days. */
export const nextLook = (zone: string, { now, settings }: Pick<Moment, 'now' | 'settings'>): Date =>
  later(todayIn(zone, now), Math.max(1, Math.round(settings.postMortem.reviewAfter / day)))
