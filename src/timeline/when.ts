import { TZDate } from '@date-fns/tz'
import { addDays, isValid } from 'date-fns'

/** `14:35 …`, `yesterday 23:10 …` or `2026-11-20 14:35 …`: the time in front of a text, and the text. */
const timed = /^(?:(yesterday)\s+|(\d{4})-(\d{2})-(\d{2})\s+)?(\d{1,2}):(\d{2})\s+(.*)$/is

export type Timed = { at: Date; text: string } | { refusal: string }

/**
 * Reads the time people put in front of a manual entry, in the speaker's zone. A bare time still to come means
 * the last one past; a date that lies ahead or does not exist is refused. No time in front means now.
 */
export function readTime(words: string, zone: string, now: Date): Timed {
  const found = timed.exec(words.trim())
  if (!found) return { at: now, text: words.trim() }
  const [, yesterday, year, month, day, hours, minutes, text = ''] = found
  if (Number(hours) > 23 || Number(minutes) > 59) return { refusal: `${hours}:${minutes} is no time of day.` }
  const today = clockTime(now, zone, Number(hours), Number(minutes))
  const at = year
    ? new TZDate(Number(year), Number(month) - 1, Number(day), Number(hours), Number(minutes), zone)
    : today
  if (year && (!isValid(at) || at.getDate() !== Number(day)))
    return { refusal: `${year}-${month}-${day} is no date.` }
  const meant = yesterday ? addDays(today, -1) : at
  if (year && meant > now) return { refusal: `${year}-${month}-${day} ${hours}:${minutes} is still to come.` }
  return { at: new Date((!year && meant > now ? addDays(meant, -1) : meant).getTime()), text }
}

function clockTime(now: Date, zone: string, hours: number, minutes: number): TZDate {
  const at = new TZDate(now.getTime(), zone)
  at.setHours(hours, minutes, 0, 0)
  return at
}

/** `Wed 6 Nov 2019, 14:35 (Europe/Lisbon)`. */
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
