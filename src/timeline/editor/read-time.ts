import { dayMs } from '../../platform/time/durations.ts'
import { readOnlyTime } from '../../platform/time/when.ts'

export const formatEntryTimeHint = (zone: string): string =>
  `In ${zone}. For example 14:35, yesterday 23:10 or 2026-11-20 14:35.`

/** A mistyped year is likelier than an entry from two years ago. */
const maxBackdateMs = 366 * dayMs

/**
 * Parses the time field of the edit modal. Refuses anything but a time, and times more than 366 days before `earliest`,
 * the earliest known time of the incident.
 */
export function parseEntryTime(
  words: string,
  zone: string,
  earliest: Date,
  now: Date,
): { at: Date } | { refusal: string } {
  const otherwise = `I cannot read that as a time. ${formatEntryTimeHint(zone).replace('In ', 'Times are in ')}`
  const read = readOnlyTime(words, zone, now, otherwise)
  if ('refusal' in read) return read
  if (read.at.getTime() < Math.min(earliest.getTime(), now.getTime()) - maxBackdateMs)
    return { refusal: 'That is more than a year before the incident. Please check the year.' }
  return read
}
