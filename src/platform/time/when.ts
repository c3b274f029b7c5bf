import { tzOffset } from '@date-fns/tz'
import { minuteMs, dayMs as wholeDay } from './durations.ts'

/** `14:35 …`, `yesterday 23:10 …` or `2026-11-20 14:35 …`: a time in front of a text. */
const leadingTimePattern =
  /^(?:(yesterday)\s+|(\d{4})-(\d{2})-(\d{2})\s+)?(\d{1,2}):(\d{2})(?:(?:\s*[:,]|\s+[-–—])?\s+(.*)|\s*[:,])?$/is
const twelveHours = /^(?:(?:yesterday|\d{4}-\d{2}-\d{2})\s+)?(\d{1,2})(?::(\d{2}))?\s?([ap])\.?m\b/i

/** `given` is true if the text began with a time. */
export type LeadingTimeReading = { at: Date; text: string; given: boolean } | { refusal: string }

/** A calendar day, in no particular zone. */
export interface Day {
  year: number
  month: number
  day: number
}

/**
 * Reads the time in front of a manual entry, in the author's zone. A bare time that is still to come today means
 * yesterday's. A date that is in the future or does not exist is refused. Without a time, it is now.
 */
export function readTime(words: string, zone: string, now: Date): LeadingTimeReading {
  const half = twelveHours.exec(words.trim())
  if (half)
    return {
      refusal: `Please write the time with 24 hours: ${to24HourTime(half)} instead of ${half[0].trim()}.`,
    }
  const found = leadingTimePattern.exec(words.trim())
  if (!found) return { at: now, text: words.trim(), given: false }
  const [, yesterday, year, month, day, hours, minutes, text = ''] = found
  if (Number(hours) > 23 || Number(minutes) > 59) return { refusal: `${hours}:${minutes} isn't a valid time.` }
  const timeOn = (date: Day) => instantsOf(date, Number(hours), Number(minutes), zone)
  if (year) {
    const date = { year: Number(year), month: Number(month), day: Number(day) }
    if (!isExistingDay(date)) return { refusal: `${year}-${month}-${day} isn't a valid date.` }
    const at = findLatestPast(timeOn(date), now)
    return at ? { at, text, given: true } : { refusal: `${year}-${month}-${day} ${hours}:${minutes} is still to come.` }
  }
  const today = yesterday ? [] : timeOn(findCalendarDay(now, zone, 0))
  const at = findLatestPast(today, now) ?? findLatestPast(timeOn(findCalendarDay(now, zone, -1)), now)
  return { at: at ?? now, text, given: true }
}

/** Reads a time without any text behind it. `otherwise` is the refusal for other input. */
export function readOnlyTime(
  words: string,
  zone: string,
  now: Date,
  otherwise: string,
): { at: Date } | { refusal: string } {
  const read = readTime(words, zone, now)
  if ('refusal' in read) return read
  return read.given && !read.text ? { at: read.at } : { refusal: otherwise }
}

function to24HourTime([, hours, minutes = '00', half]: readonly (string | undefined)[]): string {
  const hour = (Number(hours) % 12) + (half?.toLowerCase() === 'p' ? 12 : 0)
  return `${String(hour).padStart(2, '0')}:${minutes}`
}

const findLatestPast = (instants: readonly Date[], now: Date): Date | undefined =>
  instants.findLast((instant) => instant <= now)

export const isExistingDay = ({ year, month, day }: Day): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/** The calendar day in the zone, `away` days from now. */
export function findCalendarDay(now: Date, zone: string, away: number): Day {
  const there = new Date(now.getTime() + tzOffset(zone, now) * minuteMs + away * wholeDay)
  return { year: there.getUTCFullYear(), month: there.getUTCMonth() + 1, day: there.getUTCDate() }
}

/**
 * The instants at which the clocks of a zone show a time on a day: one, or two if the clocks are set back over it. A
 * time the clocks skip is counted from before the skip (02:30 is then shown as 03:30).
 */
export function instantsOf({ year, month, day }: Day, hours: number, minutes: number, zone: string): Date[] {
  const shown = Date.UTC(year, month - 1, day, hours, minutes)
  const offsets = [-wholeDay, wholeDay].map((away) => tzOffset(zone, new Date(shown + away)) * minuteMs)
  const instants = [...new Set(offsets)].map((offset) => ({ at: new Date(shown - offset), offset }))
  const real = instants.filter(({ at, offset }) => tzOffset(zone, at) * minuteMs === offset)
  return (real.length > 0 ? real : instants.slice(0, 1)).map(({ at }) => at).sort((a, b) => a.getTime() - b.getTime())
}

/** `Wed, 6 Nov 2019, 14:35 (Europe/Lisbon)`. */
export function sayTime(at: Date, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return `${parts.format(at)} (${zone})`
}
