import { tzOffset } from '@date-fns/tz'
import type { IncidentState } from '../../core/state.ts'
import type { Settings } from '../../platform/config/settings.ts'
import { dayMs, minuteMs } from '../../platform/time/durations.ts'
import { openSince } from '../ledger/model.ts'

type Quiet = Settings['challenges']['quiet']

/** How often the bot looks whether somebody is back. */
const lookEvery = 10 * minuteMs

/**
 * When something due at `dueAt` may be asked: at once where somebody has been there since shortly before, or in
 * working hours; otherwise the bot looks again from time to time.
 */
export function deferUntilSomebodyActive(dueAt: number, state: IncidentState, quiet: Quiet, now: Date): number {
  const held = quiet.severities.includes(state.incident.severity) && now.getTime() >= dueAt
  const isThere = dueAt - lastActiveAt(state) < quiet.after
  if (!held || isThere || isWorkingTime(now.getTime(), state.incident.zone, quiet)) return dueAt
  const looks = Math.floor((now.getTime() - dueAt) / lookEvery)
  return dueAt + (looks + 1) * lookEvery
}

/** When a person was last seen to do anything. */
function lastActiveAt({ incident, lastSpokeAt, actions, recurrences, challenges, hypotheses }: IncidentState) {
  return Math.max(
    incident.declaredAt.getTime(),
    lastSpokeAt?.getTime() ?? 0,
    ...actions.map(({ recordedAt }) => recordedAt.getTime()),
    ...recurrences.map(({ recordedAt }) => recordedAt.getTime()),
    ...challenges.map(({ answeredAt }) => answeredAt?.getTime() ?? 0),
    ...hypotheses.map((known) => Math.max(openSince(known).getTime(), known.closedAt?.getTime() ?? 0)),
  )
}

function isWorkingTime(at: number, zone: string, { from, to, days }: Quiet): boolean {
  const local = at + tzOffset(zone, new Date(at)) * minuteMs
  const time = ((local % dayMs) + dayMs) % dayMs
  return days.includes(new Date(local).getUTCDay()) && time >= from && time < to
}
