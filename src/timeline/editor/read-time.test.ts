import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { at, start } from '../../../test/support/situation.ts'
import { formatWallClock } from '../../platform/time/calendar.ts'
import { dayMs, minuteMs } from '../../platform/time/durations.ts'
import { parseEntryTime } from './read-time.ts'

const read = (words: string, zone = 'UTC', earliest = start, now = at(120)) =>
  parseEntryTime(words, zone, earliest, now)

describe('a time in a modal', () => {
  it('round-trips', () => {
    const minutes = fc.integer({ min: -300 * 24 * 60, max: 120 })
    fc.assert(
      fc.property(minutes, fc.constantFrom('UTC', 'Asia/Kathmandu', 'Pacific/Apia'), (ago, zone) => {
        expect(read(formatWallClock(at(ago), zone), zone)).toEqual({ at: at(ago) })
      }),
    )
  })

  it.each([
    ['soon', 'I cannot read that as a time. Times are in Europe/Lisbon. For example 14:35,'],
    ['14:35 or so', 'I cannot read that as a time.'],
    ['25:00', "25:00 isn't a valid time."],
  ])('is refused if it is “%s”', (words, refusal) => {
    expect(read(words, 'Europe/Lisbon')).toEqual({ refusal: expect.stringContaining(refusal) })
  })

  it.each([
    ['accepts a year and a day before the earliest known time', start, -366 * dayMs, true],
    ['refuses a minute earlier than that', start, -366 * dayMs - minuteMs, false],
    [
      'accepts a year and a day before now, if the earliest known time is in the future',
      at(10_000),
      120 * minuteMs - 366 * dayMs,
      true,
    ],
    ['refuses a minute earlier than that, too', at(10_000), 119 * minuteMs - 366 * dayMs, false],
  ])('%s', (_, earliest, ms, isRead) => {
    const wanted = new Date(start.getTime() + ms)
    expect(read(formatWallClock(wanted, 'UTC'), 'UTC', earliest)).toEqual(
      isRead ? { at: wanted } : { refusal: 'That is more than a year before the incident. Please check the year.' },
    )
  })
})
