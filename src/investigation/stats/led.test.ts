import { describe, expect, it } from 'vitest'
import { at, hypothesisWith, type incidentWith, stateWith, testWith } from '../../../test/support/situation.ts'
import { minuteMs } from '../../platform/time/durations.ts'
import type { Hypothesis } from '../ledger/model.ts'
import { undoneHypothesisReasons } from '../ledger/undone.ts'
import { measureInvestigation } from './measure.ts'

let rows = 0
/** A hypothesis held from one minute to another; without an end it is still open. */
function held(from: number, to: number | null, given: Partial<Hypothesis> = {}): Hypothesis {
  rows += 1
  const ended = to === null ? {} : ({ state: 'ruled_out', closedAt: at(to) } as const)
  return hypothesisWith({ number: rows, openedAt: at(from), ...ended, ...given })
}
const wrong = (from: number, to: number) => held(from, to)
const again = (from: number, reopened: number, to: number) => held(from, to, { reopenedAt: at(reopened) })
const cause = (from: number, to: number) => held(from, to, { state: 'confirmed', verdict: 'cause' })
const parked = (from: number, to: number) => held(from, to, { state: 'parked' })
const undone = (from: number, to: number) =>
  held(from, to, { state: 'parked', closedBecause: undoneHypothesisReasons.takenBack })
const open = (from: number) => held(from, null)

const measured = (given: Parameters<typeof stateWith>[0]) => measureInvestigation(stateWith(given))
const minutes = (ms: number | null) => ms && ms / minuteMs

describe('time led by hypotheses that were later ruled out', () => {
  const over = { resolvedAt: at(100), closedAt: at(120) }
  it.each<[string, Hypothesis[], Parameters<typeof incidentWith>[0], number | null]>([
    ['unknown without hypotheses', [], over, null],
    ['unknown while the only one is open', [open(0)], {}, null],
    ['unknown when the only one was parked', [parked(0, 30)], over, null],
    ['none when the first was the cause', [cause(10, 60)], over, 0],
    ['none when it was opened only to be ruled out', [wrong(10, 10)], over, 0],
    ['one wrong hypothesis', [wrong(10, 40)], over, 30],
    ['two wrong ones in succession', [wrong(10, 40), wrong(50, 60)], over, 40],
    ['two wrong ones that overlap count once', [wrong(10, 40), wrong(20, 50)], over, 40],
    ['one wrong one during another', [wrong(10, 50), wrong(20, 30)], over, 40],
    ['not while the cause was held as well', [wrong(10, 60), cause(40, 80)], over, 30],
    ['not once the cause was confirmed', [cause(10, 30), wrong(20, 60)], over, 0],
    [
      'also once a contributing factor was confirmed',
      [held(10, 30, { state: 'confirmed', verdict: 'contributing' }), wrong(20, 60)],
      over,
      30,
    ],
    ['not while one that is still open was held', [wrong(10, 60), open(40)], over, 30],
    ['not while a parked one was held', [wrong(10, 60), parked(20, 30)], over, 40],
    ['also while an undone rival was open', [wrong(10, 60), undone(20, 30)], over, 50],
    ['not before the incident began', [wrong(-30, 20)], over, 20],
    [
      'from the start of impact if that was before the declaration',
      [wrong(-30, 20)],
      { ...over, startedAt: at(-10) },
      30,
    ],
    ['from the detection if that was before the declaration', [wrong(-30, 20)], { ...over, detectedAt: at(-20) }, 40],
    ['from the declaration if the start was corrected to be later', [wrong(0, 20)], { ...over, startedAt: at(10) }, 20],
    ['only until the resolution', [wrong(90, 180)], over, 10],
    ['none when it was held only after the resolution', [cause(5, 50), wrong(110, 180)], over, 0],
    ['until the close if it was never resolved', [wrong(90, 180)], { closedAt: at(120) }, 30],
    ['in an ongoing incident', [wrong(10, 40), open(45)], {}, 30],
    ['in a reopened incident that is not resolved', [wrong(90, 180)], { reopenedAt: at(150) }, 90],
    ['none while a reopened hypothesis is still open', [open(10), wrong(20, 40)], {}, 0],
    ['from the latest opening of a reopened hypothesis', [again(10, 50, 80)], over, 30],
    ['from the latest opening, plus another held before it', [again(10, 50, 80), wrong(20, 40)], over, 50],
    [
      'none for a contributing factor, which was right as far as it went',
      [held(10, 40, { verdict: 'contributing', state: 'confirmed' })],
      over,
      0,
    ],
    [
      'none when the resolution was corrected to be before the declaration',
      [wrong(-30, 30)],
      { resolvedAt: at(-60) },
      0,
    ],
  ])('%s', (_case, hypotheses, incident, expected) => {
    expect(minutes(measured({ incident: incident ?? {}, hypotheses }).ledWrongly)).toBe(expected)
  })
})

describe('time to the second hypothesis', () => {
  it.each<[string, Hypothesis[], number | null]>([
    ['unknown without hypotheses', [], null],
    ['unknown with only one', [open(5)], null],
    ['two', [open(5), open(25)], 20],
    ['three, in any order', [open(45), open(5), open(25)], 20],
    ['two at once', [open(5), open(5)], 0],
    ['counts one opened only to be ruled out', [open(5), wrong(9, 9)], 4],
    ['ignores an undone second', [open(5), undone(8, 9), open(25)], 20],
    ['ignores an undone first', [undone(1, 2), open(5), open(25)], 20],
    ['counts one opened before the incident from its start', [open(-60), open(25)], 25],
    ['ignores one opened after the end', [open(5), open(200)], null],
  ])('%s', (_case, hypotheses, expected) => {
    const { toSecondHypothesis } = measured({ incident: { resolvedAt: at(100) }, hypotheses })
    expect(minutes(toSecondHypothesis)).toBe(expected)
  })
})

describe('hypotheses held and tested', () => {
  const closed = testWith({ closedAt: at(9), result: 'the same' })
  it.each<[string, Hypothesis[], { held: number; tested: number } | null]>([
    ['unknown without hypotheses', [], null],
    ['unknown when the only one was undone', [undone(1, 2)], null],
    ['a running test does not count', [held(1, null, { tests: [testWith()] })], { held: 1, tested: 0 }],
    [
      'a test that was given up does not count',
      [held(1, null, { tests: [testWith({ closedAt: at(9) })] })],
      { held: 1, tested: 0 },
    ],
    ['one result among two tests is enough', [held(1, null, { tests: [testWith(), closed] })], { held: 1, tested: 1 }],
    [
      'two results for one hypothesis count once',
      [held(1, null, { tests: [closed, closed] }), open(2)],
      { held: 2, tested: 1 },
    ],
    ['parked ones count, undone ones do not', [parked(1, 9), undone(1, 2)], { held: 1, tested: 0 }],
    ['ruled out and confirmed ones count', [wrong(1, 9), cause(2, 9)], { held: 2, tested: 0 }],
  ])('%s', (_case, hypotheses, expected) => {
    expect(measured({ hypotheses, otherTests: [closed] }).hypotheses).toEqual(expected)
  })
})
