import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { day, hour, minute, parseDuration, sayDuration, second } from './durations.ts'

describe('a duration is read', () => {
  it.each([
    ['2s', 2 * second],
    ['15m', 15 * minute],
    ['1h', hour],
    ['1h30m', hour + 30 * minute],
    ['2d', 2 * day],
    ['90m', 90 * minute],
    ['0m', 0],
  ])('%s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms)
  })

  it.each(['', '15', 'm', '15 m', '15min', '-5m', '1.5h', '1h 30m', '1e3s', '٣m', '15M'])(
    '“%s” is none',
    (text) => {
      expect(parseDuration(text)).toBeUndefined()
    },
  )
})

describe('a length of time is said', () => {
  it.each([
    [0, '0 s'],
    [-5 * minute, '0 s'],
    [40 * second, '40 s'],
    [59.6 * second, '1 min'],
    [60 * second, '1 min'],
    [89 * second, '1 min'],
    [15 * minute, '15 min'],
    [59.6 * minute, '1 h 00 min'],
    [hour + 5 * minute, '1 h 05 min'],
    [23 * hour + 59 * minute, '23 h 59 min'],
    [24 * hour - second, '1 d 0 h'],
    [3 * day + 4 * hour + 59 * minute, '3 d 4 h'],
    [400 * day, '400 d 0 h'],
  ])('%d ms as %s', (ms, words) => {
    expect(sayDuration(ms)).toBe(words)
  })

  it('never off by more than its last unit', () => {
    const units: Record<string, number> = { s: second, min: minute, h: hour, d: day }
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 * day }), (ms) => {
        const parts = [...sayDuration(ms).matchAll(/(\d+) (s|min|h|d)/g)]
        const said = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0), 0)
        const last = units[parts.at(-1)?.[2] ?? ''] ?? 0
        expect(Math.abs(said - ms)).toBeLessThanOrEqual(last)
      }),
    )
  })
})
