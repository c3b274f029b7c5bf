import { dayAt, timeOfDayMs } from '../../platform/time/calendar.ts'
import { minuteMs } from '../../platform/time/durations.ts'
import { openSince } from '../ledger/model.ts'
import type { InvestigationState } from '../state.ts'
import type { Policy } from './settings.ts'

type QuietHours = Policy['quiet']

/** How often the bot checks whether somebody is back. */
const activityCheckMs = 10 * minuteMs

/**
 * When a question due at `dueAt`, in ms, may be asked: at once if somebody has been active since shortly before, in
 * working hours, or for a severity that is never quiet; otherwise at the next check.
 */
export function deferUntilSomebodyActive(
  dueAt: number,
  state: InvestigationState,
  quiet: QuietHours,
  now: Date,
): number {
  const mayDefer = quiet.severities.includes(state.incident.severity) && now.getTime() >= dueAt
  const isSomebodyThere = dueAt - lastActiveAt(state) < quiet.after
  if (!mayDefer || isSomebodyThere || isWorkingTime(now.getTime(), state.incident.zone, quiet)) return dueAt
  const looks = Math.floor((now.getTime() - dueAt) / activityCheckMs)
  return dueAt + (looks + 1) * activityCheckMs
}

/** When, in ms, anybody was last known to do something. */
function lastActiveAt({ incident, lastSpokeAt, actions, recurrences, challenges, hypotheses }: InvestigationState) {
  return Math.max(
    incident.declaredAt.getTime(),
    lastSpokeAt?.getTime() ?? 0,
    ...actions.map(({ recordedAt }) => recordedAt.getTime()),
    ...recurrences.map(({ recordedAt }) => recordedAt.getTime()),
    ...challenges.map(({ answeredAt }) => answeredAt?.getTime() ?? 0),
    ...hypotheses.map((one) => Math.max(openSince(one).getTime(), one.closedAt?.getTime() ?? 0)),
  )
}

function isWorkingTime(at: number, zone: string, { from, to, days }: QuietHours): boolean {
  const time = timeOfDayMs(at, zone)
  return days.includes(dayAt(at, zone).getUTCDay()) && time >= from && time < to
}
