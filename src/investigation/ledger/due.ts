import { addDays, dayAt, instantsOf } from '../../platform/time/calendar.ts'
import { minuteMs } from '../../platform/time/durations.ts'

/** In minutes; used when nobody says when the result is due. */
export const defaultTestMinutes = 15

/** A time of day further ahead than this counts as already past. */
const maxClockTimeAheadMinutes = 12 * 60

export type ParsedTestDue = { text: string; minutes: number } | { refusal: string }

/** The look-behind lets a match start only at the first space of a run, so long runs do not make matching quadratic. */
const dueInPattern = /(?<![\s,])[\s,]+in\s+(-?\d+)\s*(m|mins?|minutes?|h|hours?)\.?$/i
const dueByPattern = /(?<![\s,])[\s,]+by\s+(\d{1,2}):(\d{2})\.?$/i

const refusePastDue = (words: string): { refusal: string } => ({
  refusal: `${words} is in the past. Say when the result is due, for example \`in 20 min\`.`,
})

/** Splits `bypass the ALB in 20 min`, or `… by 14:35` in `zone`, into the test and the minutes until due. */
export function parseTestDue(words: string, zone: string, now: Date): ParsedTestDue {
  const text = words.trim()
  const lasting = dueInPattern.exec(text)
  if (lasting?.index) {
    const [, count, unit = ''] = lasting
    const what = text.slice(0, lasting.index)
    const minutes = Number(count) * (unit.toLowerCase().startsWith('h') ? 60 : 1)
    return minutes < 1 ? refusePastDue(`\`in ${count} ${unit}\``) : { text: what, minutes }
  }
  const ending = dueByPattern.exec(text)
  if (!ending?.index) return { text, minutes: defaultTestMinutes }
  const [, hours, minutesPast] = ending
  return readClock(text.slice(0, ending.index), { hours: Number(hours), minutes: Number(minutesPast) }, zone, now)
}

function readClock(
  text: string,
  { hours, minutes }: { hours: number; minutes: number },
  zone: string,
  now: Date,
): ParsedTestDue {
  const shown = `${hours}:${String(minutes).padStart(2, '0')}`
  if (hours > 23 || minutes > 59) return { refusal: `${shown} isn't a valid time.` }
  const today = dayAt(now, zone)
  const instants = [today, addDays(today, 1)].flatMap((day) => instantsOf(day, hours, minutes, zone))
  const next = instants.find((instant) => instant > now)
  const away = next ? Math.ceil((next.getTime() - now.getTime()) / minuteMs) : Number.POSITIVE_INFINITY
  return away > maxClockTimeAheadMinutes ? refusePastDue(shown) : { text, minutes: away }
}
