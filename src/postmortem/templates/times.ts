import { isShownTwice } from '../../platform/time/calendar.ts'
import { dateFormat, formatClockTime } from '../../platform/time/format.ts'

/** `Wednesday 6 November 2019`. */
export const formatLongDay = (at: string, zone: string): string =>
  dateFormat(zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(at))

/** `14:05`. In the hour that clocks repeat when they go back, with its offset: `02:30 GMT+2`. */
export function time24(at: string, zone: string): string {
  const ms = Date.parse(at)
  const shown = formatClockTime(new Date(ms), zone)
  return isShownTwice(ms, zone) ? `${shown} ${formatUtcOffset(ms, zone)}` : shown
}

const formatUtcOffset = (at: number, zone: string): string =>
  dateFormat(zone, { timeZoneName: 'shortOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? ''

/** `6 Nov 2019` for an instant; empty for an empty string. */
export const formatDayAt = (at: string, zone: string): string =>
  at === '' ? '' : dateFormat(zone, { year: 'numeric', month: 'short', day: 'numeric' }).format(new Date(at))

/** `6 Nov 2019, 14:05`. */
export const fullTime = (at: string, zone: string): string => `${formatDayAt(at, zone)}, ${time24(at, zone)}`

/** `6 Nov 2019` for a calendar day such as `2019-11-06`. */
export const shortDay = (on: string): string =>
  dateFormat('UTC', { year: 'numeric', month: 'short', day: 'numeric' }).format(new Date(on))

/** `Wed 6 Nov`. */
export const dayAndMonth = (at: string, zone: string): string =>
  dateFormat(zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(new Date(at)).replace(',', '')
