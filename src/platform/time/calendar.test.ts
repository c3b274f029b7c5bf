import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addUnits,
  type CalendarUnit,
  calendarDay,
  countDaysBetween,
  dayAt,
  firstDayOf,
  firstDayOfNext,
  formatWallClock,
  hourOn,
  instantsOf,
  isShownTwice,
  lastDayOf,
  nextWeekday,
  timeOfDayMs,
  zoneOffsetMs,
} from './calendar.ts'
import { dayMs, hourMs, minuteMs } from './durations.ts'

const day = (iso: string) => new Date(`${iso}T00:00:00Z`)
const now = new Date('2026-11-20T15:00:30Z')

describe('the day of a year, a month and a number', () => {
  it.each([
    [2026, 1, 31, '2026-01-31'],
    [2026, 2, 28, '2026-02-28'],
    [2026, 2, 29, undefined],
    [2028, 2, 29, '2028-02-29'],
    [1900, 2, 29, undefined],
    [2026, 12, 31, '2026-12-31'],
    [2026, 13, 1, undefined],
    [2026, 0, 1, undefined],
    [2026, 4, 0, undefined],
    [2026, 4, 31, undefined],
    [2026, 1, 365 + 1, undefined],
    [2011, 12, 30, '2011-12-30'],
    [50, 3, 1, '0050-03-01'],
  ])('%d-%d-%d is %s', (year, month, date, expected) => {
    expect(calendarDay(year, month, date)).toEqual(expected && day(expected))
  })
})

describe('counting days and longer units', () => {
  it.each<[string, number, CalendarUnit, string]>([
    ['2026-03-04', 1, 'day', '2026-03-05'],
    ['2026-03-01', -1, 'day', '2026-02-28'],
    ['2026-12-28', 2, 'week', '2027-01-11'],
    ['2026-03-31', 1, 'month', '2026-04-30'],
    ['2026-01-31', 1, 'month', '2026-02-28'],
    ['2028-01-31', 1, 'month', '2028-02-29'],
    ['2026-11-30', 1, 'quarter', '2027-02-28'],
    ['2028-02-29', 1, 'year', '2029-02-28'],
    ['2026-03-04', 0, 'year', '2026-03-04'],
  ])('%s + %d %s(s) is %s', (from, count, unit, expected) => {
    expect(addUnits(day(from), count, unit)).toEqual(day(expected))
  })

  it.each<[CalendarUnit, string, string, string]>([
    ['day', '2026-03-04', '2026-03-04', '2026-03-04'],
    ['week', '2026-03-04', '2026-03-02', '2026-03-08'],
    ['week', '2026-03-02', '2026-03-02', '2026-03-08'],
    ['week', '2026-03-08', '2026-03-02', '2026-03-08'],
    ['month', '2026-01-31', '2026-01-01', '2026-01-31'],
    ['month', '2028-02-10', '2028-02-01', '2028-02-29'],
    ['month', '2026-12-31', '2026-12-01', '2026-12-31'],
    ['quarter', '2026-05-31', '2026-04-01', '2026-06-30'],
    ['quarter', '2026-12-31', '2026-10-01', '2026-12-31'],
    ['year', '2026-12-31', '2026-01-01', '2026-12-31'],
  ])('the %s of %s goes from %s to %s', (unit, of, first, last) => {
    expect(firstDayOf(unit, day(of))).toEqual(day(first))
    expect(lastDayOf(unit, day(of))).toEqual(day(last))
    expect(firstDayOfNext(unit, day(of))).toEqual(addDays(day(last), 1))
  })

  it.each([
    [0, '2026-03-08'],
    [1, '2026-03-09'],
    [3, '2026-03-11'],
    [4, '2026-03-05'],
  ] as const)('weekday %d comes next, after Wednesday 4 March, on %s', (weekday, expected) => {
    expect(nextWeekday(day('2026-03-04'), weekday)).toEqual(day(expected))
  })

  it('counts the days between two', () => {
    expect(countDaysBetween(day('2026-02-27'), day('2026-03-01'))).toBe(2)
    expect(countDaysBetween(day('2026-03-01'), day('2026-02-27'))).toBe(-2)
    expect(countDaysBetween(day('2026-03-01'), day('2026-03-01'))).toBe(0)
  })

  it('takes every day for a day of 24 hours, whatever the zone of the machine', () => {
    const away = fc.integer({ min: -40_000, max: 40_000 })
    fc.assert(
      fc.property(away, away, (start, count) => {
        const from = new Date(start * dayMs)
        const to = new Date((start + count) * dayMs)
        expect(addDays(from, count)).toEqual(to)
        expect(countDaysBetween(from, to)).toBe(count)
      }),
    )
  })

  it('does not count in the zone of the machine', () => {
    const { TZ } = process.env
    process.env.TZ = 'America/Los_Angeles'
    try {
      expect(new Date('2026-03-01').getDate()).toBe(28)
      expect(addUnits(day('2026-03-01'), 1, 'month')).toEqual(day('2026-04-01'))
      expect(firstDayOf('month', day('2026-03-01'))).toEqual(day('2026-03-01'))
    } finally {
      if (TZ === undefined) delete process.env.TZ
      else process.env.TZ = TZ
    }
  })

  it('gives dates that are written as any other', () => {
    const from = day('2026-03-04')
    const dates = [addUnits(from, 0, 'month'), firstDayOf('day', from), lastDayOf('day', from)]
    expect(JSON.stringify([...dates, nextWeekday(day('2026-03-03'), 3)])).toBe(JSON.stringify(Array(4).fill(from)))
  })
})

describe('the day and the time that clocks show', () => {
  it.each([
    ['UTC', '2026-11-20', '15:00'],
    ['Pacific/Auckland', '2026-11-21', '04:00'],
    ['Pacific/Honolulu', '2026-11-20', '05:00'],
    ['Asia/Kathmandu', '2026-11-20', '20:45'],
  ])('in %s', (zone, date, time) => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number)
    expect(dayAt(now, zone)).toEqual(day(date))
    expect(timeOfDayMs(now.getTime(), zone)).toBe(hours * hourMs + minutes * minuteMs + 30_000)
    expect(formatWallClock(now, zone)).toBe(`${date} ${time}`)
  })

  it('are right before 1970 too', () => {
    const at = new Date('1969-07-20T20:17:40Z')
    expect(dayAt(at, 'UTC')).toEqual(day('1969-07-20'))
    expect(timeOfDayMs(at, 'UTC')).toBe(20 * hourMs + 17 * minuteMs + 40_000)
    expect(formatWallClock(new Date('0987-11-09T23:59:00Z'), 'UTC')).toBe('0987-11-09 23:59')
  })

  it('change with the offset', () => {
    expect(zoneOffsetMs(new Date('2026-03-29T00:59:59Z'), 'Europe/Lisbon')).toBe(0)
    expect(zoneOffsetMs(Date.parse('2026-03-29T01:00:00Z'), 'Europe/Lisbon')).toBe(hourMs)
    expect(zoneOffsetMs(now, 'America/St_Johns')).toBe(-3.5 * hourMs)
  })
})

// Lisbon ends summer time on 25 October 2026, when 01:00–01:59 occurs twice, and begins it on 29 March, skipping that
// hour. São Paulo skipped midnight itself on 4 November 2018, Samoa all of 30 December 2011. Lord Howe's clocks change by
// half an hour.
describe('the instants of a time of day', () => {
  it.each([
    ['any time', '2026-10-25', '02:30', 'Europe/Lisbon', ['2026-10-25T02:30Z']],
    [
      'shown twice, the earlier first',
      '2026-10-25',
      '01:30',
      'Europe/Lisbon',
      ['2026-10-25T00:30Z', '2026-10-25T01:30Z'],
    ],
    [
      'shown twice half an hour apart',
      '2026-04-05',
      '01:45',
      'Australia/Lord_Howe',
      ['2026-04-04T14:45Z', '2026-04-04T15:15Z'],
    ],
    ['skipped: counted from before', '2026-03-29', '01:30', 'Europe/Lisbon', ['2026-03-29T01:30Z']],
    ['skipped in the west', '2026-03-08', '02:30', 'America/New_York', ['2026-03-08T07:30Z']],
    ['a skipped midnight', '2018-11-04', '00:30', 'America/Sao_Paulo', ['2018-11-04T03:30Z']],
    ['a skipped day', '2011-12-30', '09:00', 'Pacific/Apia', ['2011-12-30T19:00Z']],
  ])('%s', (_, date, time, zone, expected) => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number)
    const instants = instantsOf(day(date), hours, minutes, zone)
    expect(instants).toEqual(expected.map((iso) => new Date(iso)))
    for (const instant of instants) expect(isShownTwice(instant, zone)).toBe(expected.length > 1)
  })

  it.each([
    ['2026-10-25T00:59:59Z', 'Europe/Lisbon', true],
    ['2026-10-24T23:59:59Z', 'Europe/Lisbon', false],
    ['2026-10-25T02:00:00Z', 'Europe/Lisbon', false],
    ['2026-10-25T01:30:00Z', 'UTC', false],
  ])('%s in %s: shown twice is %s', (at, zone, expected) => {
    expect(isShownTwice(Date.parse(at), zone)).toBe(expected)
  })
})

describe('an hour on a day', () => {
  it.each([
    ['2026-03-06', 9, 'Europe/Lisbon', '2026-03-06T09:00Z'],
    ['2026-03-06', 9, 'America/New_York', '2026-03-06T14:00Z'],
    ['2026-03-08', 9, 'America/New_York', '2026-03-08T13:00Z'],
    ['2026-03-29', 9, 'Europe/Lisbon', '2026-03-29T08:00Z'],
    ['2026-10-25', 9, 'Europe/Lisbon', '2026-10-25T09:00Z'],
    ['2026-03-06', 9, 'Asia/Kolkata', '2026-03-06T03:30Z'],
    ['2026-03-06', 9, 'Pacific/Kiritimati', '2026-03-05T19:00Z'],
    ['2026-03-29', 1, 'Europe/Lisbon', '2026-03-29T01:00Z'],
    ['2026-10-25', 1, 'Europe/Lisbon', '2026-10-25T00:00Z'],
    ['2018-11-04', 0, 'America/Sao_Paulo', '2018-11-04T03:00Z'],
  ])('%s, %d:00 in %s is %s', (date, hour, zone, instant) => {
    expect(hourOn(day(date), hour, zone)).toEqual(new Date(instant))
  })

  it('falls on that day in the zone, every day of the year', () => {
    const zones = ['UTC', 'Europe/Lisbon', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia', 'America/St_Johns']
    for (const zone of zones) {
      for (let away = 0; away < 366; away += 1) {
        const date = addDays(day('2026-01-01'), away)
        const at = hourOn(date, 9, zone)
        expect(dayAt(at, zone)).toEqual(date)
        expect(dayAt(at.getTime() - 10.5 * hourMs, zone)).not.toEqual(date)
      }
    }
  })
})
