import { expect, it } from 'vitest'
import { fullTime, time24 } from './times.ts'

it.each([
  ['an hour before the clock is put back', '2026-10-24T23:59:00Z', '01:59'],
  ['first of two', '2026-10-25T00:30:00Z', '02:30 GMT+2'],
  ['second of two', '2026-10-25T01:30:00Z', '02:30 GMT+1'],
  ['afterwards', '2026-10-25T02:00:00Z', '03:00'],
  ['before the clock is put forward', '2026-03-29T00:59:00Z', '01:59'],
  ['just after that', '2026-03-29T01:00:00Z', '03:00'],
])('a time that a clock shows twice says which of the two it is: %s', (_which, at, shown) => {
  expect(time24(at, 'Europe/Berlin')).toBe(shown)
})

it('a zone that puts its clock back does so in the same manner everywhere, and UTC never', () => {
  expect(fullTime('2026-11-01T05:30:00Z', 'America/New_York')).toBe('1 Nov 2026, 01:30 GMT-4')
  expect(fullTime('2026-11-01T06:30:00Z', 'America/New_York')).toBe('1 Nov 2026, 01:30 GMT-5')
  expect(fullTime('2026-10-25T01:30:00Z', 'UTC')).toBe('25 Oct 2026, 01:30')
})
