import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayMs, hourMs, minuteMs } from '../../../../platform/time/durations.ts'
import { buildAxis, findTimeSpan, makeLinearScale } from './axis.ts'

const clock = (at: number, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at)
const ticks = (from: string, to: string, zone: string): string[] => {
  const axis = buildAxis([Date.parse(from), Date.parse(to)], zone, 10)
  if (!axis.isByDays) return axis.ticks.map((at) => clock(at, zone))
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'short' })
  return axis.ticks.map((at) => format.format(at))
}

describe('the ticks of an axis', () => {
  it.each([
    ['over three minutes', '2026-03-02T10:00:20Z', '2026-03-02T10:03:20Z', 'UTC', ['10:01', '10:02', '10:03']],
    [
      'over an hour and a half',
      '2026-03-02T10:01:00Z',
      '2026-03-02T11:31:00Z',
      'UTC',
      ['10:10', '10:20', '10:30', '10:40', '10:50', '11:00', '11:10', '11:20', '11:30'],
    ],
    [
      'over twelve hours',
      '2019-11-06T08:06:00Z',
      '2019-11-06T20:15:00Z',
      'Europe/Lisbon',
      ['10:00', '12:00', '14:00', '16:00', '18:00', '20:00'],
    ],
    [
      'in a time zone offset by 45 minutes',
      '2026-03-02T10:00:00Z',
      '2026-03-02T14:00:00Z',
      'Asia/Kathmandu',
      ['16:00', '16:30', '17:00', '17:30', '18:00', '18:30', '19:00', '19:30'],
    ],
    [
      'over three days',
      '2026-03-02T10:00:00Z',
      '2026-03-05T09:00:00Z',
      'UTC',
      ['12:00', '00:00', '12:00', '00:00', '12:00', '00:00'],
    ],
    [
      'over two weeks',
      '2026-03-02T10:00:00Z',
      '2026-03-16T09:00:00Z',
      'UTC',
      ['3 Mar', '5 Mar', '7 Mar', '9 Mar', '11 Mar', '13 Mar', '15 Mar'],
    ],
    [
      'when clocks go forward',
      '2026-03-29T00:30:00Z',
      '2026-03-29T04:30:00Z',
      'Europe/Berlin',
      ['01:30', '03:00', '03:30', '04:00', '04:30', '05:00', '05:30', '06:00', '06:30'],
    ],
    [
      'when clocks go back',
      '2026-10-25T00:00:00Z',
      '2026-10-25T03:00:00Z',
      'Europe/Berlin',
      ['02:00', '02:30', '02:00', '02:30', '03:00', '03:30', '04:00'],
    ],
  ])('are at round times %s', (_what, from, to, zone, expected) => {
    expect(ticks(from, to, zone)).toEqual(expected)
  })
})

it('detects a change of the clocks within the span', () => {
  const change = (from: string, to: string) =>
    buildAxis([Date.parse(from), Date.parse(to)], 'Europe/Berlin', 10).clockChange
  expect(change('2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z')).toBe(hourMs)
  expect(change('2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z')).toBe(-hourMs)
  expect(change('2026-10-25T12:00:00Z', '2026-10-26T12:00:00Z')).toBe(0)
})

it.each([
  ['no times', [], { from: 0, to: minuteMs }],
  ['a single instant', [5], { from: 5, to: 5 + minuteMs }],
  ['unordered times', [9 * hourMs, hourMs, 3 * hourMs], { from: hourMs, to: 9 * hourMs }],
])('computes the span of %s', (_what, times, span) => {
  expect(findTimeSpan(times)).toEqual(span)
})

const zones = [
  'UTC',
  'Europe/Lisbon',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'America/Havana',
  'Pacific/Apia',
]
const begun = fc.integer({ min: Date.UTC(2005, 0), max: Date.UTC(2035, 0) })
const length = fc.oneof(
  fc.integer({ min: 0, max: 3 * hourMs }),
  fc.integer({ min: 0, max: 5 * dayMs }),
  fc.integer({ min: 0, max: 400 * dayMs }),
)

it('keeps the ticks of any axis within its span, in order, and neither none nor too many', () => {
  fc.assert(
    fc.property(begun, length, fc.constantFrom(...zones), (from, lasted, zone) => {
      const { ticks, span, midnights } = buildAxis([from, from + lasted], zone, 10)
      // Where clocks go back, the ticks of one hour come twice.
      expect(ticks.length).toBeLessThanOrEqual(10 + 7)
      if (lasted > 3 * minuteMs) expect(ticks.length).toBeGreaterThan(0)
      for (const list of [ticks, midnights])
        for (const [index, at] of list.entries()) {
          expect(at).toBeGreaterThanOrEqual(index === 0 ? span.from : (list[index - 1] ?? 0) + 1)
          expect(at).toBeLessThanOrEqual(span.to)
        }
    }),
    { examples: [[1298526315363, 26712884637, 'Pacific/Apia']] },
  )
})

it('starts each day at the first instant with its date', () => {
  const date = (at: number, zone: string) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at)
  fc.assert(
    fc.property(begun, fc.constantFrom(...zones), (from, zone) => {
      for (const at of buildAxis([from, from + 10 * dayMs], zone, 10).midnights)
        expect(date(at - 1, zone) < date(at, zone)).toBe(true)
    }),
  )
})

it('clamps times outside of the axis to its ends', () => {
  const place = makeLinearScale({ from: 100, to: 200 }, 1_000)
  expect([50, 100, 133.337, 200, 999].map(place)).toEqual([0, 0, 333.4, 1_000, 1_000])
})
