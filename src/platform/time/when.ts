import { tzOffset } from '@date-fns/tz'
import { minuteMs, dayMs as wholeDay } from './durations.ts'

/** `14:35 …`, `yesterday 23:10 …` or `2026-11-20 14:35 …`: the time in front of a text, and the text. */
const leadingTimePattern =
  /^(?:(yesterday)\s+|(\d{4})-(\d{2})-(\d{2})\s+)?(\d{1,2}):(\d{2})(?:(?:\s*[:,]|\s+[-–—])?\s+(.*)|\s*[:,])?$/is
const twelveHours = /^(?:(?:yesterday|\d{4}-\d{2}-\d{2})\s+)?(\d{1,2})(?::(\d{2}))?\s?([ap])\.?m\b/i

/** `given`: a time stood in front. */
export type Timed = { at: Date; text: string; given: boolean } | { refusal: string }

/** A day on the calendar, wherever that is. */
export interface Day {
  year: number
  month: number
  day: number
}

/**
 * Reads the time people put in front of a manual entry, in the speaker's zone. A bare time still to come means
 * the last one past; a date that lies ahead or does not exist is refused. No time in front means now.
 */
export function readTime(words: string, zone: string, now: Date): Timed {
  const half = twelveHours.exec(words.trim())
  if (half)
    return {
      refusal: `Please write the time with 24 hours: ${in24Hours(half)} instead of ${half[0].trim()}.`,
    }
  const found = leadingTimePattern.exec(words.trim())
  if (!found) return { at: now, text: words.trim(), given: false }
  const [, yesterday, year, month, day, hours, minutes, text = ''] = found
  if (Number(hours) > 23 || Number(minutes) > 59) return { refusal: `${hours}:${minutes} isn't a valid time.` }
  const timeOn = (date: Day) => instantsOf(date, Number(hours), Number(minutes), zone)
  if (year) {
    const date = { year: Number(year), month: Number(month), day: Number(day) }
    if (!isExistingDay(date)) return { refusal: `${year}-${month}-${day} isn't a valid date.` }
    const at = lastPast(timeOn(date), now)
    return at ? { at, text, given: true } : { refusal: `${year}-${month}-${day} ${hours}:${minutes} is still to come.` }
  }
  const today = yesterday ? [] : timeOn(findCalendarDay(now, zone, 0))
  const at = lastPast(today, now) ?? lastPast(timeOn(findCalendarDay(now, zone, -1)), now)
  return { at: at ?? now, text, given: true }
}

/** A time and nothing else; `otherwise` is what is said of any other words. */
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

function in24Hours([, hours, minutes = '00', half]: readonly (string | undefined)[]): string {
  const hour = (Number(hours) % 12) + (half?.toLowerCase() === 'p' ? 12 : 0)
  return `${String(hour).padStart(2, '0')}:${minutes}`
}

const lastPast = (instants: readonly Date[], now: Date): Date | undefined =>
  instants.findLast((instant) => instant <= now)

export const isExistingDay = ({ year, month, day }: Day): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/** The calendar day in the zone, so many days from now. */
export function findCalendarDay(now: Date, zone: string, away: number): Day {
  const there = new Date(now.getTime() + tzOffset(zone, now) * minuteMs + away * wholeDay)
  return { year: there.getUTCFullYear(), month: there.getUTCMonth() + 1, day: there.getUTCDate() }
}

/**
 * When the clocks of a zone show a time on a day: once, or twice where they are set back over it. Where they skip
 * it, it is counted on from before the skip (02:30 is then what they show as 03:30).
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
