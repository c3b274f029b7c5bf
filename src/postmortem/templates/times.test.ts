import { expect, it } from 'vitest'
import { fullTime, time24 } from './times.ts'

it.each([
  ['an hour before clocks go back', '2026-10-24T23:59:00Z', '01:59'],
  ['the first of two', '2026-10-25T00:30:00Z', '02:30 GMT+2'],
  ['the second of two', '2026-10-25T01:30:00Z', '02:30 GMT+1'],
  ['after the repeated hour', '2026-10-25T02:00:00Z', '03:00'],
  ['just before clocks go forward', '2026-03-29T00:59:00Z', '01:59'],
  ['just after clocks go forward', '2026-03-29T01:00:00Z', '03:00'],
])('adds the offset only to a time that clocks show twice: %s', (_which, at, shown) => {
  expect(time24(at, 'Europe/Berlin')).toBe(shown)
})

it('adds the offset in any zone with summer time, never in UTC', () => {
  expect(fullTime('2026-11-01T05:30:00Z', 'America/New_York')).toBe('1 Nov 2026, 01:30 GMT-4')
  expect(fullTime('2026-11-01T06:30:00Z', 'America/New_York')).toBe('1 Nov 2026, 01:30 GMT-5')
  expect(fullTime('2026-10-25T01:30:00Z', 'UTC')).toBe('25 Oct 2026, 01:30')
  expect(fullTime('2026-04-04T14:45:00Z', 'Australia/Lord_Howe')).toBe('5 Apr 2026, 01:45 GMT+11')
  expect(fullTime('2026-04-04T15:15:00Z', 'Australia/Lord_Howe')).toBe('5 Apr 2026, 01:45 GMT+10:30')
})
