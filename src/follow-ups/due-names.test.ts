import { describe, expect, it } from 'vitest'
import { addDays } from '../platform/time/calendar.ts'
import { readDay } from './due.ts'

/** Wednesday 4 March 2026, noon in Lisbon. */
const now = new Date('2026-03-04T12:00:00Z')
const read = (words: string, at = now): string | undefined => {
  const named = readDay(words, 'Europe/Lisbon', at)
  if (!named) return undefined
  return 'on' in named ? named.on.toISOString().slice(0, 10) : named.refusal
}

const weekdays = [
  ['sunday', 'sun', '2026-03-08', '2026-03-15'],
  ['monday', 'mon', '2026-03-09', '2026-03-09'],
  ['tuesday', 'tue tues', '2026-03-10', '2026-03-10'],
  ['wednesday', 'wed wednes', '2026-03-11', '2026-03-11'],
  ['thursday', 'thu thur thurs', '2026-03-05', '2026-03-12'],
  ['friday', 'fri', '2026-03-06', '2026-03-13'],
  ['saturday', 'sat satur', '2026-03-07', '2026-03-14'],
] as const

describe('weekdays', () => {
  it.each(weekdays)("reads %s, or %s, on a Wednesday as %s, and next week's as %s", (name, forms, coming, next) => {
    for (const form of [name, ...forms.split(' ')]) {
      expect(read(form)).toBe(coming)
      expect(read(`on ${form}`)).toBe(coming)
      expect(read(`next ${form}`)).toBe(next)
      expect(read(`this ${form}`)).toBe(name === 'wednesday' ? '2026-03-04' : coming)
    }
  })

  it.each(['last friday', 'fridays', 'fri day', 'wedsday', 'thurday x', 'x friday'])(
    '“%s” is not a weekday',
    (words) => {
      expect(read(words)).toBeUndefined()
    },
  )
})

const months = [
  ['jan january', 1, 2027],
  ['feb february', 2, 2027],
  ['mar march', 3, 2026],
  ['apr april', 4, 2026],
  ['may', 5, 2026],
  ['jun june', 6, 2026],
  ['jul july', 7, 2026],
  ['aug august', 8, 2026],
  ['sep sept september', 9, 2026],
  ['oct october', 10, 2026],
  ['nov november', 11, 2026],
  ['dec december', 12, 2026],
] as const

describe('days of a month', () => {
  it.each(months)('reads %s as month %d, next in %d', (names, month, year) => {
    const on = `${year}-${String(month).padStart(2, '0')}-20`
    for (const name of names.split(' '))
      for (const words of [`20 ${name}`, `${name} 20`, `20th of ${name}.`, `the 20 ${name}`, `${name}. 20th`])
        expect(read(words)).toBe(on)
  })

  it.each(['1st', '2nd', '3rd', '4th', '1', '23rd'])('reads “%s” as a day of the month', (day) => {
    const on = `2026-04-${String(Number.parseInt(day, 10)).padStart(2, '0')}`
    for (const words of [`${day} april`, `april ${day}`, `the ${day} of apr 2026`, `apr ${day}, 2026`])
      expect(read(words)).toBe(on)
  })

  it.each([
    ['4 march', '2026-03-04'],
    ['3 march', '2027-03-03'],
    ['28 feb', '2027-02-28'],
    ['5 mar', '2026-03-05'],
    ['31 december', '2026-12-31'],
    ['mon, 9 mar', '2026-03-09'],
    ['monday, 9 mar', '2026-03-09'],
    ['wednesday, 2026-03-11', '2026-03-11'],
    ['1 jan 2027', '2027-01-01'],
  ])('%s is %s', (words, on) => {
    expect(read(words)).toBe(on)
  })

  it.each([
    ['20 of april march', undefined],
    ['x 20 april', undefined],
    ['20 april x', undefined],
    ['april', undefined],
    ['april 20 26', undefined],
    ['the april 20', undefined],
    ['x april 20', undefined],
    ['my, 9 mar', undefined],
    ['in monday, 2 weeks', undefined],
    ['wednesdays!!, 9 mar', undefined],
    ['9 mar, x', undefined],
    ['february 30', 'There is no 30 February 2027.'],
    ['2026-00-10', 'There is no 10 of month 0 2026.'],
    ['0999-01-01', 'There is no 1 January 999.'],
    ['1000-01-01', expect.stringContaining('has passed')],
    ['12026-03-09', undefined],
    ['2026-03-091', undefined],
  ])('does not accept “%s”', (words, refusal) => {
    expect(read(words)).toEqual(refusal)
  })
})

describe('durations from now', () => {
  const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
  it.each(numbers)('reads “%s days”', (number) => {
    const on = addDays(new Date('2026-03-04'), numbers.indexOf(number) + 1)
    expect(read(`${number} days`)).toBe(on.toISOString().slice(0, 10))
    expect(read(`in ${number} days from now`)).toBe(on.toISOString().slice(0, 10))
  })

  it.each([
    ['a day', '2026-03-05'],
    ['an day', '2026-03-05'],
    ['in 0 days', '2026-03-04'],
    ['12 days', '2026-03-16'],
    ['3 weeks', '2026-03-25'],
    ['2 months', '2026-05-04'],
    ['10 months', '2027-01-04'],
    ['2 years', '2028-03-04'],
    ['none days', undefined],
    ['in days', undefined],
    ['12345 days', undefined],
    ['in 2 hours', undefined],
    ['within 2 days', undefined],
    ['2 days later', undefined],
    ['1a days', undefined],
  ])('%s is %s', (words, on) => {
    expect(read(words)).toBe(on)
  })
})

describe('relative days and periods', () => {
  it.each([
    ['today', '2026-03-04'],
    ['tonight', '2026-03-04'],
    ['today!;', '2026-03-04'],
    ['tomorrow,', '2026-03-05'],
    ['the day after tomorrow', '2026-03-06'],
    ['next week', '2026-03-09'],
    ['next month', '2026-04-01'],
    ['next year', '2027-01-01'],
    ['end of this week', '2026-03-06'],
    ['end of the month', '2026-03-31'],
    ['the end of this quarter', '2026-03-31'],
    ['end of next year', '2027-12-31'],
    ['end of next week', '2026-03-13'],
  ])('%s is %s', (words, on) => {
    expect(read(words)).toBe(on)
  })

  it.each([
    'today x',
    'x today',
    'not today',
    'tomorrow x',
    'x tomorrow',
    'x the day after tomorrow',
    'day after tomorrow x',
    'next weeks',
    'x next week',
    'next quarter',
    'x end of week',
    'end of weeks',
    'end of my week',
    'end of next',
  ])('“%s” names no day', (words) => {
    expect(read(words)).toBeUndefined()
  })

  it.each([
    ['2026-01-05T12:00:00Z', 'end of quarter', '2026-03-31'],
    ['2026-04-01T12:00:00Z', 'end of quarter', '2026-06-30'],
    ['2026-06-30T12:00:00Z', 'end of quarter', '2026-06-30'],
    ['2026-03-07T12:00:00Z', 'end of week', '2026-03-13'],
    ['2026-03-08T12:00:00Z', 'next week', '2026-03-09'],
    ['2026-03-09T12:00:00Z', 'next week', '2026-03-16'],
    ['2026-12-09T12:00:00Z', 'next month', '2027-01-01'],
    ['2026-05-31T12:00:00Z', 'in a month', '2026-06-30'],
  ])('on %s %s is %s', (at, words, on) => {
    expect(read(words, new Date(at))).toBe(on)
  })
})

describe('ambiguous day and month order', () => {
  it.each(['1/12', '1.12', '01/12/2026', '1.12.26', '1.12.', '1/12/', '31/1/26'])('asks what “%s” means', (words) => {
    const plain = words.replace(/\.$/, '')
    expect(read(words)).toBe(`Is ${plain} in day or month order? Please write 2026-12-01, or 1 Dec.`)
  })

  it.each(['1/123', '123/1', '1/12/1', '1/12/20266', '1-12', 'x1/12', '1/12x'])('“%s” names no day', (words) => {
    expect(read(words)).toBeUndefined()
  })
})

describe('range of due dates', () => {
  it.each([
    [0, '2026-03-04'],
    [-1, 'Tue, 3 Mar 2026 has passed: a due date lies ahead.'],
    [5 * 366, '2031-03-08'],
    [5 * 366 + 1, 'Sun, 9 Mar 2031 is more than five years ahead.'],
  ])('%d days ahead', (days, expected) => {
    expect(read(addDays(new Date('2026-03-04'), days).toISOString().slice(0, 10))).toBe(expected)
  })
})
