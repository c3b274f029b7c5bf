import { slackTime } from '../../messages/mrkdwn.ts'
import { sayDuration } from '../../platform/time/durations.ts'
import { sayTime } from '../../platform/time/when.ts'
import type { ImpactPeriod } from './model.ts'

export type PeriodBounds = Pick<ImpactPeriod, 'from' | 'to'>

/** `Mon, 2 Mar 2026, 08:06 (UTC) to … (20 min)`. */
export function plainPeriodText({ from, to }: PeriodBounds, zone: string): string {
  if (!to) return `since ${sayTime(from, zone)}`
  return `${sayTime(from, zone)} to ${sayTime(to, zone)} (${formatPeriodLength({ from, to })})`
}

/** The same in mrkdwn, with each time shown in the reader's own zone. */
export function slackPeriodText({ from, to }: PeriodBounds, zone: string): string {
  const start = slackTime(from, sayTime(from, zone))
  if (!to) return `since ${start}`
  return `${start} – ${slackTime(to, sayTime(to, zone))} (${formatPeriodLength({ from, to })})`
}

const formatPeriodLength = ({ from, to }: { from: Date; to: Date }): string =>
  sayDuration(to.getTime() - from.getTime())
