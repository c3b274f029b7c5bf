import { describe, expect, it } from 'vitest'
import { at } from '../../../test/support/situation.ts'
import { defaultTestMinutes, parseTestDue } from './due.ts'

/** 03:00 in the default zone. */
const read = (words: string, zone = 'UTC', now = at(0)) => parseTestDue(words, zone, now)

describe('parseTestDue with a duration', () => {
  it.each([
    ['look in 5m', 5],
    ['look in 5 m', 5],
    ['look in 5 min', 5],
    ['look in 5 mins', 5],
    ['look in 1 minute', 1],
    ['look in 5 minutes', 5],
    ['look in 5 MIN.', 5],
    ['look in 2h', 120],
    ['look in 1 hour', 60],
    ['look in 2 Hours.', 120],
    ['look,in 5 min', 5],
    ['look ,  in   5 min', 5],
    ['  look in 5 min  ', 5],
  ])('reads “%s”', (words, minutes) => {
    expect(read(words)).toEqual({ text: 'look', minutes })
  })

  it('uses the last duration, across several lines', () => {
    expect(read('look in 5 min\nor in 10 min')).toEqual({ text: 'look in 5 min\nor', minutes: 10 })
  })

  it.each(['look in 5 seconds', 'look in m', 'lookin 5 min', 'look in5 min', 'look in 5 min now', 'look in 5 minu'])(
    'finds no duration in “%s”',
    (words) => {
      expect(read(words)).toEqual({ text: words, minutes: defaultTestMinutes })
    },
  )

  it.each([
    ['look in 0 h', '0 h'],
    ['look in -1 hour', '-1 hour'],
  ])('refuses “%s”', (words, duration) => {
    expect(read(words)).toEqual({
      refusal: `\`in ${duration}\` is in the past. Say when the result is due, for example \`in 20 min\`.`,
    })
  })
})

describe('parseTestDue with a time of day', () => {
  it.each([
    ['look by 03:20', 20],
    ['look by 3:20.', 20],
    ['look BY 03:20', 20],
    ['look, by  03:20', 20],
    ['look by 03:01', 1],
    ['look by 15:00', 12 * 60],
  ])('reads “%s”', (words, minutes) => {
    expect(read(words)).toEqual({ text: 'look', minutes })
  })

  it('rounds up to whole minutes', () => {
    expect(read('look by 03:20', 'UTC', at(18.5))).toEqual({ text: 'look', minutes: 2 })
    expect(read('look by 03:20', 'UTC', at(19))).toEqual({ text: 'look', minutes: 1 })
  })

  it('crosses midnight and clock changes', () => {
    expect(read('look by 01:00', 'UTC', at(21 * 60))).toEqual({ text: 'look', minutes: 60 })
    // Lisbon's clocks go from 01:00 to 02:00.
    const before = new Date('2026-03-29T00:30:00Z')
    expect(read('look by 02:30', 'Europe/Lisbon', before)).toEqual({ text: 'look', minutes: 60 })
  })

  it.each([
    ['look by 15:01', '15:01'],
    ['look by 03:00', '3:00'],
    ['look by 2:05', '2:05'],
  ])('refuses “%s” as past', (words, shown) => {
    expect(read(words)).toEqual({
      refusal: `${shown} is in the past. Say when the result is due, for example \`in 20 min\`.`,
    })
  })

  it.each([
    ['look by 24:00', '24:00'],
    ['look by 3:60', '3:60'],
    ['look by 99:99', '99:99'],
  ])('refuses “%s” as invalid', (words, shown) => {
    expect(read(words)).toEqual({ refusal: `${shown} isn't a valid time.` })
  })

  it.each([
    ['look by 23:59', 'UTC', at(20 * 60), 59],
    ['look by 03:59', 'UTC', at(0), 59],
  ])('accepts “%s”', (words, zone, now, minutes) => {
    expect(read(words, zone, now)).toEqual({ text: 'look', minutes })
  })

  it.each([
    'look by 3:5',
    'look by 003:20',
    'look by 03:200',
    'lookby 03:20',
    'look by03:20',
    'look by 03:20 now',
    'by 03:20',
  ])('finds no time in “%s”', (words) => {
    expect(read(words)).toEqual({ text: words, minutes: defaultTestMinutes })
  })
})

it('defaults to 15 minutes when the words name no time', () => {
  expect(read('  look  ')).toEqual({ text: 'look', minutes: 15 })
})
