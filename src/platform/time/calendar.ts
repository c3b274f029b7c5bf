import { tz } from '@date-fns/tz/tz'
import { tzOffset } from '@date-fns/tz/tzOffset'
import { addMonths } from 'date-fns/addMonths'
import { startOfMonth } from 'date-fns/startOfMonth'
import { startOfQuarter } from 'date-fns/startOfQuarter'
import { startOfYear } from 'date-fns/startOfYear'
import { dayMs, hourMs, minuteMs } from './durations.ts'

// A calendar day belongs to no zone: it is kept as its midnight in UTC, so that every day and every week is equally long.
// For months and years, and for the clocks of zones, this is the only module that asks a library.

/** Without it, date-fns counts in the zone of the machine. */
const inUtc = { in: tz('UTC') }

/** A date in the class of date-fns reads like any other, but is written as JSON with an offset instead of `Z`. */
const toPlainDate = (date: Date): Date => new Date(date.getTime())

/** The calendar day of these numbers; undefined if there is none, such as 30 February. */
export function calendarDay(year: number, month: number, day: number): Date | undefined {
  const date = new Date(0)
  // `Date.UTC` takes the years before 100 for those of the twentieth century.
  date.setUTCFullYear(year, month - 1, day)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date : undefined
}

export const addDays = (day: Date, count: number): Date => new Date(day.getTime() + count * dayMs)

export const countDaysBetween = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / dayMs

/** How many days a day is after the last such weekday, from Sunday (0) to Saturday (6). */
const countDaysSince = (weekday: number, day: Date): number => (day.getUTCDay() - weekday + 7) % 7

/** The first such weekday after a day. */
export const nextWeekday = (day: Date, weekday: number): Date => addDays(day, 7 - countDaysSince(weekday, day))

const monthsPerUnit = { month: 1, quarter: 3, year: 12 }
export type CalendarUnit = 'day' | 'week' | keyof typeof monthsPerUnit

/** A day some units later, or the last day of a shorter month: a month after 31 January is the end of February. */
export function addUnits(day: Date, count: number, unit: CalendarUnit): Date {
  if (unit === 'day') return addDays(day, count)
  if (unit === 'week') return addDays(day, 7 * count)
  return toPlainDate(addMonths(day, count * monthsPerUnit[unit], inUtc))
}

const unitStarts = {
  day: (day: Date) => day,
  week: (day: Date) => addDays(day, -countDaysSince(1, day)),
  month: startOfMonth,
  quarter: startOfQuarter,
  year: startOfYear,
}

/** The first day of the week, month, quarter or year that a day is in. Weeks begin on Monday. */
export const firstDayOf = (unit: CalendarUnit, day: Date): Date => toPlainDate(unitStarts[unit](day, inUtc))

/** The first day of the next week, month, quarter or year. */
export const firstDayOfNext = (unit: CalendarUnit, day: Date): Date => firstDayOf(unit, addUnits(day, 1, unit))

/** The last day of the week, month, quarter or year that a day is in. */
export const lastDayOf = (unit: CalendarUnit, day: Date): Date => addDays(firstDayOfNext(unit, day), -1)

/** How far the clocks of a zone are ahead of UTC at an instant. */
export const zoneOffsetMs = (at: Date | number, zone: string): number => tzOffset(zone, new Date(at)) * minuteMs

/** What the clocks of a zone show at an instant, as the instant at which clocks in UTC show it. */
const shownAt = (at: Date | number, zone: string): number => Number(at) + zoneOffsetMs(at, zone)

/** The calendar day at an instant in a zone. */
export const dayAt = (at: Date | number, zone: string): Date => new Date(Math.floor(shownAt(at, zone) / dayMs) * dayMs)

/** The time of day that the clocks of a zone show at an instant, in milliseconds since midnight. */
export const timeOfDayMs = (at: Date | number, zone: string): number => {
  const shown = shownAt(at, zone)
  return shown - Math.floor(shown / dayMs) * dayMs
}

/** `2026-03-02 03:00`, as the clocks of a zone show it. */
export const formatWallClock = (at: Date, zone: string): string =>
  new Date(shownAt(at, zone)).toISOString().slice(0, 16).replace('T', ' ')

/**
 * The instants at which the clocks of a zone show a time on a day: one, or two if the clocks are set back over it. A
 * time the clocks skip is counted from before the skip (02:30 is then shown as 03:30).
 */
export const instantsOf = (day: Date, hours: number, minutes: number, zone: string): Date[] =>
  instantsShowing(day.getTime() + hours * hourMs + minutes * minuteMs, zone)

function instantsShowing(shown: number, zone: string): Date[] {
  const offsets = [-dayMs, dayMs].map((away) => zoneOffsetMs(shown + away, zone))
  const instants = [...new Set(offsets)].map((offset) => ({ at: new Date(shown - offset), offset }))
  const real = instants.filter(({ at, offset }) => zoneOffsetMs(at, zone) === offset)
  return (real.length > 0 ? real : instants.slice(0, 1)).map(({ at }) => at).sort((a, b) => a.getTime() - b.getTime())
}

/** Whether the clocks of a zone show the time of this instant twice, because they are set back over it. */
export const isShownTwice = (at: Date | number, zone: string): boolean =>
  instantsShowing(shownAt(at, zone), zone).length > 1

/** The first instant at which the clocks of a zone show an hour on a day. */
export const hourOn = (day: Date, hour: number, zone: string): Date => instantsOf(day, hour, 0, zone)[0] ?? day
