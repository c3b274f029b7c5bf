import { tzOffset } from '@date-fns/tz'
import { dayMs, hourMs, minuteMs } from '../../../../platform/time/durations.ts'
import { findCalendarDay, instantsOf } from '../../../../platform/time/when.ts'

/** From when to when a chart shows, in milliseconds. */
export interface ChartTimeSpan {
  from: number
  to: number
}

/** Where the axis has a line. */
export interface Axis {
  span: ChartTimeSpan
  /** Round times of the zone's clocks, or days. */
  ticks: number[]
  /** Whether its ticks are days. */
  isByDays: boolean
  /** When each day begins, from the second one on. */
  midnights: number[]
  /** By how much the clocks are set on (or back, below 0) while it lasts. */
  clockChange: number
}

/** The shortest time that an axis shows. */
const shortest = minuteMs
/** Each fits into a day, so that a clock shows the same times every day. */
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720].map((minutes) => minutes * minuteMs)

/** An axis from the first to the last of these times, with at most so many ticks. */
export function axisOf(times: readonly number[], zone: string, most: number): Axis {
  const span = spanOf(times)
  const length = span.to - span.from
  const step = steps.find((known) => length / known <= most)
  const midnights = midnightsIn(span, zone)
  const clockChange = offsetAt(span.to, zone) - offsetAt(span.from, zone)
  const ticks = step ? clockTicks(span, zone, step) : everySoMany(midnights, most)
  return { span, ticks, isByDays: step === undefined, midnights, clockChange }
}

export function spanOf(times: readonly number[]): ChartTimeSpan {
  const from = times.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const to = times.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  if (from > to) return { from: 0, to: shortest }
  return { from, to: Math.max(to, from + shortest) }
}

const offsetAt = (at: number, zone: string): number => tzOffset(zone, new Date(at)) * minuteMs

/**
 * Whenever the clocks of the zone show a multiple of the step. A time that the clocks skip has no tick; one that they
 * show twice has two.
 */
function clockTicks({ from, to }: ChartTimeSpan, zone: string, step: number): number[] {
  // Zones are apart by quarters of an hour.
  const grain = step < hourMs / 4 ? minuteMs : hourMs / 4
  const first = Math.ceil(from / grain) * grain
  const candidates = Array.from(
    { length: Math.max(0, Math.floor((to - first) / grain) + 1) },
    (_, index) => first + index * grain,
  )
  return candidates.filter((at) => (at + offsetAt(at, zone)) % step === 0)
}

function midnightsIn({ from, to }: ChartTimeSpan, zone: string): number[] {
  const begun = new Date(from)
  const days = Array.from({ length: Math.ceil((to - from) / dayMs) + 1 }, (_, index) =>
    findCalendarDay(begun, zone, index + 1),
  )
  const midnights = days.flatMap((date) => instantsOf(date, 0, 0, zone).slice(0, 1).map(Number))
  // A day that a zone left out (Samoa, 30 December 2011) begins with the one after it.
  return [...new Set(midnights)].filter((at) => at <= to)
}

/** Every day, or every second, every fourth… so that there are not too many. */
function everySoMany(midnights: readonly number[], most: number): number[] {
  const each = 2 ** Math.max(0, Math.ceil(Math.log2(midnights.length / most)))
  return midnights.filter((_, index) => index % each === 0)
}

/** How far along an axis of this width a time stands, to a tenth. */
export const makeLinearScale =
  ({ from, to }: ChartTimeSpan, width: number) =>
  (at: number): number =>
    Math.round(((Math.min(Math.max(at, from), to) - from) / (to - from)) * width * 10) / 10
