import { expect, it } from 'vitest'
import { at } from '../../../test/support/situation.ts'
import { parseTestDue } from './due.ts'

/** 22:00 in New York on the day before. */
const now = at(0)
const zone = 'America/New_York'

it.each([
  ['bypass the ALB', 'bypass the ALB', 15],
  ['bypass the ALB in 20 min', 'bypass the ALB', 20],
  ['bypass the ALB, in 20 minutes.', 'bypass the ALB', 20],
  ['bypass the ALB in 2h', 'bypass the ALB', 120],
  ['bypass the ALB by 22:30', 'bypass the ALB', 30],
  ['over midnight by 0:10', 'over midnight', 130],
  ['split it in 2', 'split it in 2', 15],
  ['check what runs at 03:00', 'check what runs at 03:00', 15],
  ['in 20 min', 'in 20 min', 15],
])('parses “%s” as “%s”, due in %i min', (words, text, minutes) => {
  expect(parseTestDue(words, zone, now)).toEqual({ text, minutes })
})

it.each([
  ['look in 0 min', '`in 0 min` is in the past.'],
  ['look in -5 min', '`in -5 min` is in the past.'],
  ['look by 21:59', '21:59 is in the past.'],
  ['look by 22:00', '22:00 is in the past.'],
  ['look by 25:00', "25:00 isn't a valid time."],
])('refuses “%s”', (words, sentence) => {
  expect(parseTestDue(words, zone, now)).toEqual({ refusal: expect.stringContaining(sentence) })
})
