import { addDays, dayAt, hourOn, timeOfDayMs, zoneOffsetMs } from '../../../../platform/time/calendar.ts'
import { dayMs, hourMs, minuteMs } from '../../../../platform/time/durations.ts'

/** The time span that a chart shows, in milliseconds since the epoch. */
export interface ChartTimeSpan {
  from: number
  to: number
}

/** The lines of a time axis; all times are in milliseconds since the epoch. */
export interface Axis {
  span: ChartTimeSpan
  /** Round times of day in the time zone, or the beginnings of days. */
  ticks: number[]
  /** Whether the ticks are days. */
  isByDays: boolean
  /** The beginning of each day after the first. */
  midnights: number[]
  /** How far the clocks go forward (or back, if negative) within the span, in milliseconds. */
  clockChange: number
}

/** The shortest span of an axis, in milliseconds. */
const minAxisSpanMs = minuteMs
/** Tick intervals in milliseconds. Each divides a day, so that ticks fall on the same times every day. */
const tickIntervalsMs = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720].map((minutes) => minutes * minuteMs)

/** Builds an axis from the earliest to the latest of `times`, with about `most` ticks at most. */
export function buildAxis(times: readonly number[], zone: string, most: number): Axis {
  const span = findTimeSpan(times)
  const length = span.to - span.from
  const step = tickIntervalsMs.find((candidate) => length / candidate <= most)
  const midnights = midnightsIn(span, zone)
  const clockChange = zoneOffsetMs(span.to, zone) - zoneOffsetMs(span.from, zone)
  const ticks = step ? clockTicks(span, zone, step) : thinOutMidnights(midnights, most)
  return { span, ticks, isByDays: step === undefined, midnights, clockChange }
}

export function findTimeSpan(times: readonly number[]): ChartTimeSpan {
  const from = times.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const to = times.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  if (from > to) return { from: 0, to: minAxisSpanMs }
  return { from, to: Math.max(to, from + minAxisSpanMs) }
}

/**
 * All instants at which the local time is a multiple of the step. A local time that the clocks skip has no tick; one
 * that they repeat has two.
 */
function clockTicks({ from, to }: ChartTimeSpan, zone: string, step: number): number[] {
  // Offsets of time zones differ by multiples of a quarter of an hour.
  const grain = step < hourMs / 4 ? minuteMs : hourMs / 4
  const first = Math.ceil(from / grain) * grain
  const candidates = Array.from(
    { length: Math.max(0, Math.floor((to - first) / grain) + 1) },
    (_, index) => first + index * grain,
  )
  return candidates.filter((at) => timeOfDayMs(at, zone) % step === 0)
}

function midnightsIn({ from, to }: ChartTimeSpan, zone: string): number[] {
  const begun = dayAt(from, zone)
  const days = Array.from({ length: Math.ceil((to - from) / dayMs) + 1 }, (_, index) => addDays(begun, index + 1))
  const midnights = days.map((day) => hourOn(day, 0, zone).getTime())
  // A day that a zone skipped (Samoa, 30 December 2011) begins at the same instant as the next.
  return [...new Set(midnights)].filter((at) => at <= to)
}

/** Thins days to every second, fourth, eighth… until at most `most` are left. */
function thinOutMidnights(midnights: readonly number[], most: number): number[] {
  const each = 2 ** Math.max(0, Math.ceil(Math.log2(midnights.length / most)))
  return midnights.filter((_, index) => index % each === 0)
}

/** Maps a time to its position on an axis of this width, rounded to a tenth and clamped to the span. */
export const makeLinearScale =
  ({ from, to }: ChartTimeSpan, width: number) =>
  (at: number): number =>
    Math.round(((Math.min(Math.max(at, from), to) - from) / (to - from)) * width * 10) / 10
