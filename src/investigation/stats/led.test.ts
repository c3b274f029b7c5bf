import { describe, expect, it } from 'vitest'
import { at, hypothesisWith, type incidentWith, stateWith, testWith } from '../../../test/support/situation.ts'
import { minuteMs } from '../../platform/time/durations.ts'
import type { Hypothesis } from '../ledger/model.ts'
import { undoneHypothesisReasons } from '../ledger/undone.ts'
import { measureInvestigation } from './measure.ts'

let rows = 0
/** Held from one minute to another; without an end it is held still. */
function held(from: number, to: number | null, given: Partial<Hypothesis> = {}): Hypothesis {
  rows += 1
  const ended = to === null ? {} : ({ state: 'ruled_out', closedAt: at(to) } as const)
  return hypothesisWith({ number: rows, openedAt: at(from), ...ended, ...given })
}
const wrong = (from: number, to: number) => held(from, to)
const again = (from: number, reopened: number, to: number) => held(from, to, { reopenedAt: at(reopened) })
const cause = (from: number, to: number) => held(from, to, { state: 'confirmed', verdict: 'cause' })
const parked = (from: number, to: number) => held(from, to, { state: 'parked' })
const takenBack = (from: number, to: number) =>
  held(from, to, { state: 'parked', closedBecause: undoneHypothesisReasons.takenBack })
const open = (from: number) => held(from, null)

const measured = (given: Parameters<typeof stateWith>[0]) => measureInvestigation(stateWith(given))
const minutes = (ms: number | null) => ms && ms / minuteMs

describe('minutes led by what was later ruled out', () => {
  const over = { resolvedAt: at(100), closedAt: at(120) }
  it.each<[string, Hypothesis[], Parameters<typeof incidentWith>[0], number | null]>([
    ['nothing was held', [], over, null],
    ['nobody knows yet whether it is right', [open(0)], {}, null],
    ['nobody knows: it was parked', [parked(0, 30)], over, null],
    ['the first was the cause', [cause(10, 60)], over, 0],
    ['it was named only to be ruled out', [wrong(10, 10)], over, 0],
    ['one was wrong', [wrong(10, 40)], over, 30],
    ['two one after the other', [wrong(10, 40), wrong(50, 60)], over, 40],
    ['two at once, both wrong: counted once', [wrong(10, 40), wrong(20, 50)], over, 40],
    ['one within the other', [wrong(10, 50), wrong(20, 30)], over, 40],
    ['the right one was held as well: either may have led', [wrong(10, 60), cause(40, 80)], over, 30],
    ['a wrong one stood open after the cause was confirmed: it led nobody', [cause(10, 30), wrong(20, 60)], over, 0],
    [
      'a wrong one stood open after a factor was confirmed: it led',
      [held(10, 30, { state: 'confirmed', verdict: 'contributing' }), wrong(20, 60)],
      over,
      30,
    ],
    ['an open one was held as well', [wrong(10, 60), open(40)], over, 30],
    ['a parked one was held in between', [wrong(10, 60), parked(20, 30)], over, 40],
    ['a rival was taken back at once', [wrong(10, 60), takenBack(20, 30)], over, 50],
    ['it was said before the incident began', [wrong(-30, 20)], over, 20],
    ['the impact began before the declaration', [wrong(-30, 20)], { ...over, startedAt: at(-10) }, 30],
    ['it was detected before that', [wrong(-30, 20)], { ...over, detectedAt: at(-20) }, 40],
    ['it began, as corrected, after the declaration', [wrong(0, 20)], { ...over, startedAt: at(10) }, 20],
    ['it was ruled out after the resolution', [wrong(90, 180)], over, 10],
    ['it was held only after the resolution', [cause(5, 50), wrong(110, 180)], over, 0],
    ['closed without having been resolved', [wrong(90, 180)], { closedAt: at(120) }, 30],
    ['it still runs', [wrong(10, 40), open(45)], {}, 30],
    ['opened again, and not resolved', [wrong(90, 180)], { reopenedAt: at(150) }, 90],
    ['confirmed, opened again, open still', [open(10), wrong(20, 40)], {}, 0],
    ['ruled out and opened again, ruled out: from the latest opening', [again(10, 50, 80)], over, 30],
    ['opened again while another was held', [again(10, 50, 80), wrong(20, 40)], over, 50],
    [
      'contributing: it was right as far as it went',
      [held(10, 40, { verdict: 'contributing', state: 'confirmed' })],
      over,
      0,
    ],
    ['resolved, as corrected, before it was declared', [wrong(-30, 30)], { resolvedAt: at(-60) }, 0],
  ])('%s', (_case, hypotheses, incident, expected) => {
    expect(minutes(measured({ incident: incident ?? {}, hypotheses }).ledWrongly)).toBe(expected)
  })
})

describe('minutes to the second hypothesis', () => {
  it.each<[string, Hypothesis[], number | null]>([
    ['none', [], null],
    ['one', [open(5)], null],
    ['two', [open(5), open(25)], 20],
    ['three, in any order', [open(45), open(5), open(25)], 20],
    ['two at once', [open(5), open(5)], 0],
    ['the second was named only to be ruled out', [open(5), wrong(9, 9)], 4],
    ['the second was taken back', [open(5), takenBack(8, 9), open(25)], 20],
    ['the first was taken back', [takenBack(1, 2), open(5), open(25)], 20],
    ['one was said before the beginning', [open(-60), open(25)], 25],
    ['the second came when it was over', [open(5), open(200)], null],
  ])('%s', (_case, hypotheses, expected) => {
    const { toSecondHypothesis } = measured({ incident: { resolvedAt: at(100) }, hypotheses })
    expect(minutes(toSecondHypothesis)).toBe(expected)
  })
})

describe('how many were tested', () => {
  const closed = testWith({ closedAt: at(9), result: 'the same' })
  it.each<[string, Hypothesis[], { held: number; tested: number } | null]>([
    ['none was held', [], null],
    ['only one that was taken back', [takenBack(1, 2)], null],
    ['a running test has told nothing', [held(1, null, { tests: [testWith()] })], { held: 1, tested: 0 }],
    ['given up counts as no test', [held(1, null, { tests: [testWith({ closedAt: at(9) })] })], { held: 1, tested: 0 }],
    ['one test closed of two', [held(1, null, { tests: [testWith(), closed] })], { held: 1, tested: 1 }],
    ['two tests of one are one', [held(1, null, { tests: [closed, closed] }), open(2)], { held: 2, tested: 1 }],
    ['parked ones count, taken back ones do not', [parked(1, 9), takenBack(1, 2)], { held: 1, tested: 0 }],
    ['ruled out and confirmed ones count', [wrong(1, 9), cause(2, 9)], { held: 2, tested: 0 }],
  ])('%s', (_case, hypotheses, expected) => {
    expect(measured({ hypotheses, otherTests: [closed] }).hypotheses).toEqual(expected)
  })
})
