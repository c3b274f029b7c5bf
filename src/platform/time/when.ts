import { addDays, calendarDay, dayAt, instantsOf } from './calendar.ts'
import { dateFormat } from './format.ts'

/** `14:35 …`, `yesterday 23:10 …` or `2026-11-20 14:35 …`: a time in front of a text. */
const leadingTimePattern =
  /^(?:(yesterday)\s+|(\d{4})-(\d{2})-(\d{2})\s+)?(\d{1,2}):(\d{2})(?:(?:\s*[:,]|\s+[-–—])?\s+(.*)|\s*[:,])?$/is
const twelveHours = /^(?:(?:yesterday|\d{4}-\d{2}-\d{2})\s+)?(\d{1,2})(?::(\d{2}))?\s?([ap])\.?m\b/i

/** `given` is true if the text began with a time. */
export type LeadingTimeReading = { at: Date; text: string; given: boolean } | { refusal: string }

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
  const timeOn = (date: Date) => instantsOf(date, Number(hours), Number(minutes), zone)
  if (year) {
    const date = calendarDay(Number(year), Number(month), Number(day))
    if (!date) return { refusal: `${year}-${month}-${day} isn't a valid date.` }
    const at = findLatestPast(timeOn(date), now)
    return at ? { at, text, given: true } : { refusal: `${year}-${month}-${day} ${hours}:${minutes} is still to come.` }
  }
  const today = dayAt(now, zone)
  const past = findLatestPast(yesterday ? [] : timeOn(today), now)
  const at = past ?? findLatestPast(timeOn(addDays(today, -1)), now)
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

const dayParts = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const

/** `Wed, 6 Nov 2019, 14:35 (Europe/Lisbon)`. */
export const sayTime = (at: Date, zone: string): string =>
  `${dateFormat(zone, { ...dayParts, hour: '2-digit', minute: '2-digit' }).format(at)} (${zone})`

/** A calendar day, for example `Fri, 6 Mar 2026`. */
export const sayDay = (day: Date): string => dateFormat('UTC', dayParts).format(day)
