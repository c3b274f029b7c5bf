import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, dayAt } from '../platform/time/calendar.ts'
import { dayMs } from '../platform/time/durations.ts'
import { sayDay } from '../platform/time/when.ts'
import { readDay } from './due.ts'

/** Monday 2 March 2026, 03:00 UTC: Monday in Lisbon and Kolkata, still Sunday in New York. */
const monday = new Date('2026-03-02T03:00:00Z')
const on = (date: string, time = '12:00') => new Date(`${date}T${time}:00Z`)

function read(words: string, now = monday, zone = 'Europe/Lisbon'): string | undefined {
  const named = readDay(words, zone, now)
  if (!named) return undefined
  return 'on' in named ? sayDay(named.on) : `no: ${named.refusal}`
}

describe('readDay on Monday 2 March 2026', () => {
  it.each([
    ['today', 'Mon, 2 Mar 2026'],
    ['Tomorrow', 'Tue, 3 Mar 2026'],
    ['day after tomorrow', 'Wed, 4 Mar 2026'],
    ['friday', 'Fri, 6 Mar 2026'],
    ['Fri', 'Fri, 6 Mar 2026'],
    ['on friday.', 'Fri, 6 Mar 2026'],
    ['this friday', 'Fri, 6 Mar 2026'],
    ['next friday', 'Fri, 13 Mar 2026'],
    ['  next   FRIDAY ', 'Fri, 13 Mar 2026'],
    ['monday', 'Mon, 9 Mar 2026'],
    ['this monday', 'Mon, 2 Mar 2026'],
    ['next monday', 'Mon, 9 Mar 2026'],
    ['sunday', 'Sun, 8 Mar 2026'],
    ['next sunday', 'Sun, 15 Mar 2026'],
    ['tues', 'Tue, 3 Mar 2026'],
    ['wednesday', 'Wed, 4 Mar 2026'],
    ['thurs', 'Thu, 5 Mar 2026'],
    ['saturday', 'Sat, 7 Mar 2026'],
    ['in 3 days', 'Thu, 5 Mar 2026'],
    ['in 2 weeks', 'Mon, 16 Mar 2026'],
    ['2 weeks', 'Mon, 16 Mar 2026'],
    ['two weeks from now', 'Mon, 16 Mar 2026'],
    ['in a week', 'Mon, 9 Mar 2026'],
    ['in a month', 'Thu, 2 Apr 2026'],
    ['in 1 year', 'Tue, 2 Mar 2027'],
    ['next week', 'Mon, 9 Mar 2026'],
    ['next month', 'Wed, 1 Apr 2026'],
    ['next year', 'Fri, 1 Jan 2027'],
    ['end of week', 'Fri, 6 Mar 2026'],
    ['the end of the week', 'Fri, 6 Mar 2026'],
    ['end of next week', 'Fri, 13 Mar 2026'],
    ['end of month', 'Tue, 31 Mar 2026'],
    ['end of next month', 'Thu, 30 Apr 2026'],
    ['end of quarter', 'Tue, 31 Mar 2026'],
    ['end of next quarter', 'Tue, 30 Jun 2026'],
    ['end of year', 'Thu, 31 Dec 2026'],
    ['1 Dec', 'Tue, 1 Dec 2026'],
    ['1st of December', 'Tue, 1 Dec 2026'],
    ['the 1st of december', 'Tue, 1 Dec 2026'],
    ['Dec 1', 'Tue, 1 Dec 2026'],
    ['December 1st, 2026', 'Tue, 1 Dec 2026'],
    ['3 sept', 'Thu, 3 Sept 2026'],
    ['2 March', 'Mon, 2 Mar 2026'],
    ['1 March', 'Mon, 1 Mar 2027'],
    ['1 Jan', 'Fri, 1 Jan 2027'],
    ['2026-12-01', 'Tue, 1 Dec 2026'],
    ['2026-3-9', 'Mon, 9 Mar 2026'],
    ['29 Feb 2028', 'Tue, 29 Feb 2028'],
  ])('%s is %s', (words, day) => expect(read(words)).toBe(day))
})

describe('readDay in other zones and on other days', () => {
  it.each([
    ['tomorrow where it is still Sunday', 'tomorrow', monday, 'America/New_York', 'Mon, 2 Mar 2026'],
    ['next friday where it is still Sunday', 'next friday', monday, 'America/New_York', 'Fri, 6 Mar 2026'],
    ['today far in the east', 'today', on('2026-03-02', '12:00'), 'Pacific/Kiritimati', 'Tue, 3 Mar 2026'],
    ['friday on a Friday', 'friday', on('2026-03-06'), 'UTC', 'Fri, 13 Mar 2026'],
    ['this friday on a Friday', 'this friday', on('2026-03-06'), 'UTC', 'Fri, 6 Mar 2026'],
    ['next friday on a Friday', 'next friday', on('2026-03-06'), 'UTC', 'Fri, 13 Mar 2026'],
    ['next friday on a Saturday', 'next friday', on('2026-03-07'), 'UTC', 'Fri, 13 Mar 2026'],
    ['next monday on a Sunday', 'next monday', on('2026-03-08'), 'UTC', 'Mon, 9 Mar 2026'],
    ['end of week on a Friday', 'end of week', on('2026-03-06'), 'UTC', 'Fri, 6 Mar 2026'],
    ['end of week on a Sunday', 'end of week', on('2026-03-08'), 'UTC', 'Fri, 13 Mar 2026'],
    ['end of next week on a Sunday', 'end of next week', on('2026-03-08'), 'UTC', 'Fri, 13 Mar 2026'],
    ['a month after 31 January', 'in a month', on('2026-01-31'), 'UTC', 'Sat, 28 Feb 2026'],
    ['a month after 31 January of a leap year', 'in a month', on('2028-01-31'), 'UTC', 'Tue, 29 Feb 2028'],
    ['a year after 29 February', 'in a year', on('2028-02-29'), 'UTC', 'Wed, 28 Feb 2029'],
    ['end of month on its last day', 'end of month', on('2026-02-28'), 'UTC', 'Sat, 28 Feb 2026'],
    ['end of month in December', 'end of next month', on('2026-12-15'), 'UTC', 'Sun, 31 Jan 2027'],
    ['end of next quarter in December', 'end of next quarter', on('2026-12-15'), 'UTC', 'Wed, 31 Mar 2027'],
    ['over New Year', 'in 2 weeks', on('2026-12-28'), 'UTC', 'Mon, 11 Jan 2027'],
    [
      'tomorrow, the night clocks go forward',
      'tomorrow',
      on('2026-03-29', '00:30'),
      'Europe/Lisbon',
      'Mon, 30 Mar 2026',
    ],
    ['today, the night clocks go back', 'today', on('2026-10-25', '00:30'), 'Europe/Lisbon', 'Sun, 25 Oct 2026'],
    [
      'tomorrow, just before midnight in summer',
      'tomorrow',
      on('2026-07-01', '23:30'),
      'Europe/Lisbon',
      'Fri, 3 Jul 2026',
    ],
  ] as const)('%s', (_what, words, now, zone, day) => expect(read(words, now, zone)).toBe(day))
})

describe('readDay with words that are not a due date', () => {
  it.each([
    ['2026-02-30', 'There is no 30 February 2026.'],
    ['31 april', 'There is no 31 April 2026.'],
    ['29 feb 2027', 'There is no 29 February 2027.'],
    ['2026-13-01', 'There is no 1 of month 13 2026.'],
    ['0 march', 'There is no 0 March 2027.'],
    ['2026-03-01', 'Sun, 1 Mar 2026 has passed: a due date lies ahead.'],
    ['1 December 2019', 'Sun, 1 Dec 2019 has passed: a due date lies ahead.'],
    ['2199-01-01', 'Tue, 1 Jan 2199 is more than five years ahead.'],
    ['in 9999 years', expect.stringContaining('is more than five years ahead.')],
    ['1/12', 'Is 1/12 in day or month order? Please write 2026-12-01, or 1 Dec.'],
    ['01.12.2026', 'Is 01.12.2026 in day or month order? Please write 2026-12-01, or 1 Dec.'],
  ])('refuses “%s”', (words, sentence) => {
    expect(readDay(words, 'Europe/Lisbon', monday)).toEqual({ refusal: sentence })
  })

  it.each([
    '',
    'the deploy',
    'friday night talks',
    'dana',
    'some weeks',
    'mayhem',
    'sunny',
    'in due course',
    '5',
    'next',
  ])('finds no day in “%s”', (words) => expect(readDay(words, 'UTC', monday)).toBeUndefined())
})

const zones = ['UTC', 'Europe/Lisbon', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia', 'America/St_Johns']
const anInstant = fc.date({ min: on('2024-01-01'), max: on('2032-01-01'), noInvalidDate: true })

describe('readDay at any time in any zone', () => {
  it('reads a date back as the same day', () => {
    fc.assert(
      fc.property(anInstant, fc.constantFrom(...zones), fc.integer({ min: 0, max: 1500 }), (now, zone, away) => {
        const wanted = addDays(dayAt(now, zone), away)
        expect(readDay(wanted.toISOString().slice(0, 10), zone, now)).toEqual({ on: wanted })
        expect(readDay(sayDay(wanted).split(', ')[1] ?? '', zone, now)).toEqual({ on: wanted })
      }),
    )
  })

  it('reads a weekday as one of the coming seven days, and "next" as in the week after this one', () => {
    fc.assert(
      fc.property(
        anInstant,
        fc.constantFrom(...zones),
        fc.constantFrom('monday', 'wed', 'sunday'),
        (now, zone, name) => {
          const today = dayAt(now, zone)
          const ahead = (words: string) => {
            const named = readDay(words, zone, now)
            return named && 'on' in named ? (named.on.getTime() - today.getTime()) / dayMs : Number.NaN
          }
          expect(ahead(name)).toBeGreaterThanOrEqual(1)
          expect(ahead(name)).toBeLessThanOrEqual(7)
          const untilSunday = (7 - today.getUTCDay()) % 7
          expect(ahead(`next ${name}`) - untilSunday).toBeGreaterThanOrEqual(1)
          expect(ahead(`next ${name}`) - untilSunday).toBeLessThanOrEqual(7)
        },
      ),
    )
  })
})
