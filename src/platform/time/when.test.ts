import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTime, sayDay, sayTime } from './when.ts'

/** The result as an instant and the text behind it. */
function read(words: string, zone: string, now: string): string {
  const found = readTime(words, zone, new Date(now))
  return 'refusal' in found ? found.refusal : `${found.at.toISOString().slice(0, 16)}Z ${found.text}`
}

describe('the time in front of a manual entry', () => {
  const now = '2026-11-20T15:00:30Z'
  it.each([
    ['no time means now', 'paged the team', 'UTC', '2026-11-20T15:00Z paged the team'],
    ['today', '14:35 paged', 'UTC', '2026-11-20T14:35Z paged'],
    ['a single-digit hour', '9:05 paged', 'UTC', '2026-11-20T09:05Z paged'],
    ['the current minute', '15:00 paged', 'UTC', '2026-11-20T15:00Z paged'],
    ['still to come means yesterday', '15:01 paged', 'UTC', '2026-11-19T15:01Z paged'],
    ['yesterday', 'yesterday 23:10 paged', 'UTC', '2026-11-19T23:10Z paged'],
    ['yesterday in capitals', 'Yesterday 14:00 paged', 'UTC', '2026-11-19T14:00Z paged'],
    ['a date', '2026-11-06 02:00 paged', 'UTC', '2026-11-06T02:00Z paged'],
    ['a leap day', '2024-02-29 02:00 paged', 'UTC', '2024-02-29T02:00Z paged'],
    ['midnight', '00:00 paged', 'UTC', '2026-11-20T00:00Z paged'],
    ['a year before 100', '0050-03-01 14:00 paged', 'UTC', '0050-03-01T14:00Z paged'],
    ['the zone of the author', '14:35 paged', 'Europe/Berlin', '2026-11-20T13:35Z paged'],
    ['half an hour off', '20:00 paged', 'Asia/Kolkata', '2026-11-20T14:30Z paged'],
    ['already tomorrow there', '03:00 paged', 'Pacific/Auckland', '2026-11-20T14:00Z paged'],
    ['their yesterday is our today', 'yesterday 23:30 paged', 'Pacific/Auckland', '2026-11-20T10:30Z paged'],
    ['still yesterday there', '23:00 paged', 'Pacific/Honolulu', '2026-11-20T09:00Z paged'],
    ['several lines', '14:35 one\ntwo', 'UTC', '2026-11-20T14:35Z one\ntwo'],
    ['a time without text', '14:35', 'UTC', '2026-11-20T14:35Z '],
    ['a colon behind it', '14:35: paged', 'UTC', '2026-11-20T14:35Z paged'],
    ['a comma behind it', '14:35, paged', 'UTC', '2026-11-20T14:35Z paged'],
    ['a dash behind it', '14:35 - paged', 'UTC', '2026-11-20T14:35Z paged'],
    ['a long dash behind it', 'yesterday 23:30 – paged', 'UTC', '2026-11-19T23:30Z paged'],
    ['spaces around it', '  14:35   paged  ', 'UTC', '2026-11-20T14:35Z paged'],
  ])('%s', (_, words, zone, expected) => {
    expect(read(words, zone, now)).toBe(expected)
  })

  it.each([
    ['25:00 paged', "25:00 isn't a valid time."],
    ['14:60 paged', "14:60 isn't a valid time."],
    ['2026-02-30 14:00 paged', "2026-02-30 isn't a valid date."],
    ['2025-02-29 14:00 paged', "2025-02-29 isn't a valid date."],
    ['2025-13-01 14:00 paged', "2025-13-01 isn't a valid date."],
    ['2026-00-10 14:00 paged', "2026-00-10 isn't a valid date."],
    ['2026-11-00 14:00 paged', "2026-11-00 isn't a valid date."],
    ['3:00am paged', 'Please write the time with 24 hours: 03:00 instead of 3:00am.'],
    ['3pm paged', 'Please write the time with 24 hours: 15:00 instead of 3pm.'],
    ['yesterday 12:30 AM, paged', 'Please write the time with 24 hours: 00:30 instead of yesterday 12:30 AM.'],
    ['2026-11-20 15:01 paged', '2026-11-20 15:01 is still to come.'],
    ['2027-01-01 00:00 paged', '2027-01-01 00:00 is still to come.'],
  ])('%s is refused', (words, refusal) => {
    expect(read(words, 'UTC', now)).toBe(refusal)
  })

  it.each([
    '5xx are up',
    '14 of 20 nodes are gone',
    '14:35:20 first error',
    '14:3 is a score',
    '10 amps are drawn',
    '14:35:20: first error',
    '2026-11-20 deploy',
    'yesterday all was well',
    '114:35 odd',
    'at 14:35 it broke',
    '10.0.0.1:8080 is down',
  ])('“%s” does not begin with a time', (words) => {
    expect(read(words, 'UTC', now)).toBe(`2026-11-20T15:00Z ${words}`)
  })
})

// Lisbon ends summer time on 25 October 2026, when 01:00–01:59 occurs twice, and begins it on 29 March, skipping that
// hour. São Paulo skipped midnight itself on 4 November 2018.
describe('around clock changes', () => {
  it.each([
    ['the hour that comes twice: only the first is past', '01:30', '2026-10-25T00:45Z', '2026-10-25T00:30Z'],
    ['the hour that comes twice: both are past', '01:30', '2026-10-25T09:00Z', '2026-10-25T01:30Z'],
    ['the second is not yet past', '01:50', '2026-10-25T01:40Z', '2026-10-25T00:50Z'],
    ['a time that was skipped today', '01:30', '2026-03-29T09:00Z', '2026-03-29T01:30Z'],
    ['yesterday before a skip', 'yesterday 01:30', '2026-03-29T09:00Z', '2026-03-28T01:30Z'],
    ['still to come on the day of a skip', '01:30', '2026-03-29T00:15Z', '2026-03-28T01:30Z'],
    ['yesterday, when clocks were set back', 'yesterday 12:00', '2026-10-26T09:00Z', '2026-10-25T12:00Z'],
    ['the evening before they are set back', 'yesterday 23:30', '2026-10-25T09:00Z', '2026-10-24T22:30Z'],
  ])('%s', (_, words, now, expected) => {
    expect(read(`${words} x`, 'Europe/Lisbon', now)).toBe(`${expected} x`)
  })

  it('accepts a date whose midnight was skipped', () => {
    expect(read('2018-11-04 00:30 x', 'America/Sao_Paulo', '2018-11-05T00:00Z')).toBe('2018-11-04T03:30Z x')
  })
})

describe('any bare time, in any zone, at any instant', () => {
  const zones = ['UTC', 'Europe/Lisbon', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe']
  const clocks = new Map(
    zones.map((timeZone) => [
      timeZone,
      new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    ]),
  )
  /** The last minute at which the clocks showed this time, found by checking every minute. */
  function lastShown(wanted: string, zone: string, now: Date): Date {
    const minute = 60_000
    for (let ms = Math.floor(now.getTime() / minute) * minute; ; ms -= minute)
      if (clocks.get(zone)?.format(ms) === wanted) return new Date(ms)
  }

  it('is the last minute at which the clocks there showed it, or would have if they had not skipped it', () => {
    const time = fc.record({
      zone: fc.constantFrom(...zones),
      now: fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
      hours: fc.nat(23),
      minutes: fc.nat(59),
    })
    fc.assert(
      fc.property(time, ({ zone, now, hours, minutes }) => {
        const wanted = `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
        const found = readTime(`${wanted} x`, zone, now)
        if ('refusal' in found) throw new Error(found.refusal)
        const last = lastShown(wanted, zone, now)
        if (clocks.get(zone)?.format(found.at) === wanted) expect(found.at).toEqual(last)
        else expect(found.at > last && found.at <= now).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})

it('formats a time with its date and zone', () => {
  expect(sayTime(new Date('2019-11-06T14:35:00Z'), 'Europe/Lisbon')).toBe('Wed, 6 Nov 2019, 14:35 (Europe/Lisbon)')
  expect(sayTime(new Date('2019-11-06T00:05:00Z'), 'America/New_York')).toBe(
    'Tue, 5 Nov 2019, 19:05 (America/New_York)',
  )
})

it('formats a day with its weekday', () => {
  expect(sayDay(new Date('2026-03-06'))).toBe('Fri, 6 Mar 2026')
  expect(sayDay(new Date('2026-09-03'))).toBe('Thu, 3 Sept 2026')
})
