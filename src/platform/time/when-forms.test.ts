import { describe, expect, it } from 'vitest'
import { readOnlyTime, readTime } from './when.ts'

const now = new Date('2026-11-20T15:00:30Z')
const read = (words: string) => readTime(words, 'UTC', now)
const timed = (time: string, text: string) => ({ at: new Date(time), text, given: true })
const untimed = (text: string) => ({ at: now, text, given: false })

describe('separating the time from the text', () => {
  it.each([
    ['14:35 x', 'x'],
    ['14:35   x', 'x'],
    ['14:35: x', 'x'],
    ['14:35 : x', 'x'],
    ['14:35, x', 'x'],
    ['14:35  ,  x', 'x'],
    ['14:35 - x', 'x'],
    ['14:35   - x', 'x'],
    ['14:35 – x', 'x'],
    ['14:35 —  x', 'x'],
    ['14:35', ''],
    ['14:35:', ''],
    ['14:35 x - y', 'x - y'],
  ])('“%s”', (words, text) => {
    expect(read(words)).toEqual(timed('2026-11-20T14:35Z', text))
  })

  it.each(['14:35x', '14:35-x', '14:35- x', '14:35 -x y:', '14:35 -', '14:35;', '14:35:x', '14:35::'])(
    '“%s” keeps its whole text, or all behind the time',
    (words) => {
      const found = read(words)
      if ('refusal' in found) throw new Error(found.refusal)
      expect([words, words.slice(6)]).toContain(found.text)
      expect(found.given).toBe(found.text !== words)
    },
  )

  it.each([
    ['yesterday  9:05 x', '2026-11-19T09:05Z'],
    ['YESTERDAY 09:05 x', '2026-11-19T09:05Z'],
    ['2026-11-06   9:05 x', '2026-11-06T09:05Z'],
    ['2026-11-06 09:05 x', '2026-11-06T09:05Z'],
  ])('“%s” includes its day', (words, time) => {
    expect(read(words)).toEqual(timed(time, 'x'))
  })

  it.each([
    'yesterday09:05 x',
    '2026-11-0609:05 x',
    '2026-11-6 09:05 x',
    '2026-1-06 09:05 x',
    '026-11-06 09:05 x',
    '12026-11-06 09:05 x',
    'x 09:05',
    'x yesterday 09:05 y',
    '009:05 x',
    '9:5 x',
    '9:055 x',
  ])('“%s” does not begin with a time', (words) => {
    expect(read(words)).toEqual(untimed(words))
  })

  it.each([
    ['23:59 x', true],
    ['24:00 x', false],
    ['00:59 x', true],
    ['00:60 x', false],
  ])('“%s” is a time: %s', (words, isTime) => {
    expect('refusal' in read(words)).toBe(!isTime)
  })

  it('strips surrounding whitespace', () => {
    expect(read('  paged \n')).toEqual(untimed('paged'))
    expect(read('  9:05  paged \n')).toEqual(timed('2026-11-20T09:05Z', 'paged'))
  })
})

describe('12-hour times', () => {
  it.each([
    ['1am x', '01:00', '1am'],
    ['1 am x', '01:00', '1 am'],
    ['12am x', '00:00', '12am'],
    ['12pm x', '12:00', '12pm'],
    ['12:05 PM x', '12:05', '12:05 PM'],
    ['11:59 p.m x', '23:59', '11:59 p.m'],
    ['1:05 A.M', '01:05', '1:05 A.M'],
    ['yesterday  3pm', '15:00', 'yesterday  3pm'],
    ['2026-11-06 3pm', '15:00', '2026-11-06 3pm'],
    ['  3pm', '15:00', '3pm'],
  ])('“%s” is refused in favour of %s', (words, hours, given) => {
    expect(read(words)).toEqual({
      refusal: `Please write the time with 24 hours: ${hours} instead of ${given}.`,
    })
  })

  it.each([
    '3  pm x',
    '3pmx',
    '3:5 pm',
    'at 3pm',
    '123pm',
    '3:055pm',
    'x yesterday 3pm',
    '3xm',
    '2026-1-06 3pm',
    '2026-11-6 3pm',
    '26-11-06 3pm',
  ])('“%s” is not one', (words) => {
    expect(read(words)).toEqual(untimed(words))
  })
})

describe('reading only a time', () => {
  it.each([
    ['14:35', { at: new Date('2026-11-20T14:35Z') }],
    ['14:35:', { at: new Date('2026-11-20T14:35Z') }],
    ['14:35 x', { refusal: 'otherwise' }],
    ['x', { refusal: 'otherwise' }],
    ['', { refusal: 'otherwise' }],
    ['25:00', { refusal: "25:00 isn't a valid time." }],
  ])('“%s”', (words, expected) => {
    expect(readOnlyTime(words, 'UTC', now, 'otherwise')).toEqual(expected)
  })
})

it('takes the current minute for past', () => {
  expect(readTime('2026-11-20 15:00 x', 'UTC', new Date('2026-11-20T15:00:00Z'))).toEqual(
    timed('2026-11-20T15:00Z', 'x'),
  )
})
