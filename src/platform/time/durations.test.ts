import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayMs, hourMs, minuteMs, parseDuration, sayDuration, secondMs } from './durations.ts'

describe('parsing a duration', () => {
  it.each([
    ['2s', 2 * secondMs],
    ['15m', 15 * minuteMs],
    ['1h', hourMs],
    ['1h30m', hourMs + 30 * minuteMs],
    ['2d', 2 * dayMs],
    ['90m', 90 * minuteMs],
    ['0m', 0],
  ])('%s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms)
  })

  it.each(['', '15', 'm', '15 m', '15min', '-5m', '1.5h', '1h 30m', '1e3s', '٣m', '15M'])(
    '“%s” is not a duration',
    (text) => {
      expect(parseDuration(text)).toBeUndefined()
    },
  )
})

describe('formatting a duration', () => {
  it.each([
    [0, '0 s'],
    [-5 * minuteMs, '0 s'],
    [40 * secondMs, '40 s'],
    [59.6 * secondMs, '1 min'],
    [60 * secondMs, '1 min'],
    [89 * secondMs, '1 min'],
    [15 * minuteMs, '15 min'],
    [59.6 * minuteMs, '1 h 00 min'],
    [hourMs + 5 * minuteMs, '1 h 05 min'],
    [23 * hourMs + 59 * minuteMs, '23 h 59 min'],
    [24 * hourMs - secondMs, '1 d 0 h'],
    [3 * dayMs + 4 * hourMs + 59 * minuteMs, '3 d 4 h'],
    [400 * dayMs, '400 d 0 h'],
  ])('%d ms as %s', (ms, words) => {
    expect(sayDuration(ms)).toBe(words)
  })

  it('is never off by more than the last unit', () => {
    const units: Record<string, number> = { s: secondMs, min: minuteMs, h: hourMs, d: dayMs }
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 * dayMs }), (ms) => {
        const parts = [...sayDuration(ms).matchAll(/(\d+) (s|min|h|d)/g)]
        const said = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0), 0)
        const last = units[parts.at(-1)?.[2] ?? ''] ?? 0
        expect(Math.abs(said - ms)).toBeLessThanOrEqual(last)
      }),
    )
  })
})
