import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  actionWith,
  at,
  challengeWith,
  hypothesisWith,
  incidentWith,
  stateWith,
  testWith,
} from '../../test/support/situation.ts'
import { answerKinds, type Challenge, reasons } from '../challenge/model.ts'
import type { Hypothesis } from '../hypothesis/model.ts'
import { unwanted } from '../hypothesis/taken-back.ts'
import { minute } from '../lib/durations.ts'
import { actionResults } from '../timeline/model.ts'
import { turnAfter, turnsOf } from './course.ts'
import { lasting } from './led.ts'
import { measure, median } from './measure.ts'
import type { Measurable } from './model.ts'

let rows = 0
/** Held from one minute to another; without an end it is held still. */
function held(from: number, to: number | null, given: Partial<Hypothesis> = {}): Hypothesis {
  rows += 1
  const ended = to === null ? {} : ({ state: 'ruled_out', closedAt: at(to) } as const)
  return hypothesisWith({ number: rows, openedAt: at(from), ...ended, ...given })
}
const wrong = (from: number, to: number) => held(from, to)
const cause = (from: number, to: number) => held(from, to, { state: 'confirmed', verdict: 'cause' })
const parked = (from: number, to: number) => held(from, to, { state: 'parked' })
const takenBack = (from: number, to: number) =>
  held(from, to, { state: 'parked', closedBecause: unwanted.takenBack })
const open = (from: number) => held(from, null)

const measured = (given: Parameters<typeof stateWith>[0]) => measure(stateWith(given))
const minutes = (ms: number | null) => ms && ms / minute

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
    ['confirmed, opened again, ruled out', [wrong(10, 80)], over, 70],
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
    ['one test closed of two', [held(1, null, { tests: [testWith(), closed] })], { held: 1, tested: 1 }],
    [
      'two tests of one are one',
      [held(1, null, { tests: [closed, closed] }), open(2)],
      { held: 2, tested: 1 },
    ],
    ['parked ones count, taken back ones do not', [parked(1, 9), takenBack(1, 2)], { held: 1, tested: 0 }],
    ['ruled out and confirmed ones count', [wrong(1, 9), cause(2, 9)], { held: 2, tested: 0 }],
  ])('%s', (_case, hypotheses, expected) => {
    expect(measured({ hypotheses, otherTests: [closed] }).hypotheses).toEqual(expected)
  })
})

describe('actions', () => {
  it.each([
    ['none', [], null],
    ['one of which nobody said', [null], { taken: 1, told: 0, withoutEffect: null, withoutResult: 1 }],
    ['nobody can tell', ['unknown'], { taken: 1, told: 0, withoutEffect: null, withoutResult: 0 }],
    ['all worked', ['worked', 'helped_in_part'], { taken: 2, told: 2, withoutEffect: 0, withoutResult: 0 }],
    ['of every kind', [null, ...actionResults], { taken: 6, told: 4, withoutEffect: 2, withoutResult: 1 }],
  ] as const)('%s', (_case, results, expected) => {
    expect(measured({ actions: results.map((result) => actionWith({ result })) }).actions).toEqual(expected)
  })
})

/** Asked in the minute 15. */
const asked = (given: Partial<Challenge> = {}): Challenge =>
  challengeWith({ askedAt: at(15), state: 'superseded', ...given })
const answered = (minute: number, answerKind: Challenge['answerKind'], given: Partial<Challenge> = {}) =>
  asked({ state: 'answered', answeredAt: at(minute), answerKind, answer: 'so they said', ...given })
const alb = (given: Partial<Hypothesis> = {}) =>
  hypothesisWith({ number: 1, openedAt: at(1), statement: 'ALB', ...given })
const leak = (from: number, given: Partial<Hypothesis> = {}) =>
  hypothesisWith({ number: 2, openedAt: at(from), statement: 'leak', ...given })

describe('after which the course changed', () => {
  const next = asked({ number: 2, askedAt: at(30) })
  it.each<[string, Challenge, Partial<Measurable>, string | undefined]>([
    ['nothing followed', asked(), { hypotheses: [alb()] }, undefined],
    ['kept, and nothing followed', answered(16, 'keep'), { hypotheses: [alb()] }, undefined],
    ['a rival answers it', answered(16, 'hypothesis'), { hypotheses: [alb(), leak(16)] }, 'hypothesis leak'],
    [
      'a test answers it',
      answered(16, 'test'),
      { hypotheses: [alb({ tests: [testWith({ begunAt: at(16) })] })] },
      'test_begun bypass the ALB',
    ],
    [
      'a ruling out answers it',
      answered(16, 'ruled_out'),
      { hypotheses: [alb({ state: 'ruled_out', closedAt: at(16) })] },
      'ruled_out ALB',
    ],
    [
      'a rival from an older message answers it by button',
      answered(16, 'hypothesis', { answer: 'leak' }),
      { hypotheses: [leak(8)] },
      'hypothesis leak',
    ],
    [
      'a rival from an older message answers it in the ledger',
      answered(16, 'ledger', { answer: 'leak' }),
      { hypotheses: [leak(8)] },
      'hypothesis leak',
    ],
    ['the ledger answers it with evidence', answered(16, 'evidence'), { hypotheses: [alb()] }, undefined],
    [
      'the ledger answers it late',
      answered(80, 'ledger'),
      { hypotheses: [alb(), leak(80)] },
      'hypothesis leak',
    ],
    [
      'a test closes as its result',
      answered(16, 'result'),
      { otherTests: [testWith({ closedAt: at(16) })] },
      'test_closed bypass the ALB',
    ],
    ['an action gets its result', answered(16, 'result'), {}, undefined],
    ['an observation is explained', answered(16, 'explained'), {}, undefined],
    ['a wait is over', answered(16, 'wait_over'), {}, undefined],
    ['unanswered, a rival follows', asked(), { hypotheses: [leak(20)] }, 'hypothesis leak'],
    ['kept, then the rival', answered(16, 'keep'), { hypotheses: [leak(20)] }, 'hypothesis leak'],
    [
      'answered in words, then a test',
      answered(16, 'reply'),
      { otherTests: [testWith({ begunAt: at(20) })] },
      'test_begun bypass the ALB',
    ],
    [
      'put off, then ruled out',
      answered(16, 'later'),
      { hypotheses: [alb({ state: 'ruled_out', closedAt: at(20) })] },
      'ruled_out ALB',
    ],
    ['given up: parked', asked(), { hypotheses: [alb({ state: 'parked', closedAt: at(20) })] }, 'parked ALB'],
    [
      'confirmed is no turn',
      asked(),
      { hypotheses: [alb({ state: 'confirmed', closedAt: at(20) })] },
      undefined,
    ],
    [
      'a rival that was taken back is no turn',
      asked(),
      { hypotheses: [leak(20, { state: 'parked', closedAt: at(21), closedBecause: unwanted.unmarked })] },
      undefined,
    ],
    ['the last minute counts', asked(), { hypotheses: [leak(45)] }, 'hypothesis leak'],
    ['later than that does not', asked(), { hypotheses: [leak(46)] }, undefined],
    ['what came before does not', asked(), { hypotheses: [leak(15)] }, undefined],
    [
      'the first turn is named',
      asked(),
      { hypotheses: [leak(22), alb({ state: 'ruled_out', closedAt: at(20) })] },
      'ruled_out ALB',
    ],
    [
      'what follows the next question belongs to that',
      asked(),
      { hypotheses: [leak(30)], challenges: [next] },
      undefined,
    ],
    [
      'what comes before the next question is its own',
      asked(),
      { hypotheses: [leak(29)], challenges: [next] },
      'hypothesis leak',
    ],
    [
      'nobody needed to answer any more',
      answered(16, 'moot'),
      { hypotheses: [leak(16), alb({ state: 'ruled_out', closedAt: at(20) })] },
      undefined,
    ],
  ])('%s', (_case, challenge, given, expected) => {
    const { hypotheses, otherTests, challenges } = { ...stateWith(), ...given }
    const found = turnAfter(challenge, [...challenges, challenge], turnsOf({ hypotheses, otherTests }))
    expect(found && `${found.kind} ${found.text}`).toBe(expected)
  })

  it('counts a turn for one question only', () => {
    const all = [1, 2, 3].map((number) => asked({ number, askedAt: at(10 * number) }))
    const { challenges } = measured({ challenges: all, hypotheses: [leak(35)] })
    expect(challenges).toMatchObject({ asked: 3, answered: 0, changedCourse: 1 })
  })
})

describe('questions asked and answered', () => {
  it.each<[string, Challenge[], ReturnType<typeof measure>['challenges']]>([
    ['none', [], null],
    [
      'one that waits',
      [asked({ state: 'open' })],
      { asked: 1, moot: 0, answered: 0, changedCourse: 0, medianToAnswer: null },
    ],
    [
      'of every kind',
      [
        asked(),
        answered(16, 'keep'),
        answered(19, 'reply'),
        answered(35, 'ledger'),
        answered(20, 'moot'),
        answered(21, 'later'),
      ],
      { asked: 6, moot: 1, answered: 3, changedCourse: 0, medianToAnswer: 4 * minute },
    ],
  ])('%s', (_case, challenges, expected) => {
    expect(measured({ challenges }).challenges).toEqual(expected)
  })

  it.each([
    [[], null],
    [[3], 3],
    [[5, 1], 3],
    [[9, 1, 2], 2],
  ])('the median of %j is %j', (values, expected) => {
    expect(median(values)).toBe(expected)
  })
})

const time = fc.integer({ min: -500, max: 2_000 }).map(at)
const maybe = fc.option(time)
const test = fc
  .record({ begunAt: time, closedAt: maybe })
  .map((given) => testWith({ ...given, result: given.closedAt && 'told' }))
const hypothesis = fc
  .record({
    openedAt: time,
    closedAt: maybe,
    state: fc.constantFrom('open', 'ruled_out', 'confirmed', 'parked'),
    closedBecause: fc.constantFrom(null, 'why', ...Object.values(unwanted)),
    statement: fc.constantFrom('a', 'b', 'c'),
    tests: fc.array(test, { maxLength: 2 }),
  })
  .map((given) => hypothesisWith(given as Partial<Hypothesis>))
const challenge = fc
  .record({
    reason: fc.constantFrom(...reasons),
    askedAt: time,
    answeredAt: maybe,
    answerKind: fc.option(fc.constantFrom(...answerKinds)),
    answer: fc.constantFrom(null, 'a', 'b'),
  })
  .map(challengeWith)
const incident = fc
  .record({ startedAt: maybe, detectedAt: maybe, resolvedAt: maybe, closedAt: maybe, reopenedAt: maybe })
  .map(incidentWith)
const anything = fc
  .record({
    incident,
    hypotheses: fc.array(hypothesis, { maxLength: 6 }),
    otherTests: fc.array(test, { maxLength: 2 }),
    challenges: fc.array(challenge, { maxLength: 6 }),
    actions: fc.array(
      fc.option(fc.constantFrom(...actionResults)).map((result) => ({ result })),
      {
        maxLength: 6,
      },
    ),
  })
  .map((given) => ({
    ...given,
    challenges: given.challenges.map((known, index) => ({ ...known, number: index + 1 })),
  }))

describe('whatever is stored', () => {
  it('no figure is negative, no time is longer than the incident, no part greater than its whole', () => {
    fc.assert(
      fc.property(anything, (known) => {
        const { ledWrongly, toSecondHypothesis, hypotheses, actions, challenges } = measure(known)
        const { from, to } = lasting(known.incident)
        for (const length of [ledWrongly, toSecondHypothesis]) {
          expect(length ?? 0).toBeGreaterThanOrEqual(0)
          expect(length ?? 0).toBeLessThanOrEqual(to - from)
          expect(length === null || Number.isFinite(length)).toBe(true)
        }
        expect(hypotheses?.tested ?? 0).toBeLessThanOrEqual(hypotheses?.held ?? 0)
        expect(actions?.withoutEffect ?? 0).toBeLessThanOrEqual(actions?.told ?? 0)
        expect((actions?.told ?? 0) + (actions?.withoutResult ?? 0)).toBeLessThanOrEqual(actions?.taken ?? 0)
        expect((challenges?.answered ?? 0) + (challenges?.moot ?? 0)).toBeLessThanOrEqual(
          challenges?.asked ?? 0,
        )
        expect(challenges?.medianToAnswer ?? 0).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('the order of the rows says nothing', () => {
    const shuffled = anything.chain((known) =>
      fc
        .record({
          hypotheses: fc.shuffledSubarray(known.hypotheses, { minLength: known.hypotheses.length }),
          otherTests: fc.shuffledSubarray(known.otherTests, { minLength: known.otherTests.length }),
          challenges: fc.shuffledSubarray(known.challenges, { minLength: known.challenges.length }),
          actions: fc.shuffledSubarray(known.actions, { minLength: known.actions.length }),
        })
        .map((other) => [known, { ...known, ...other }] as const),
    )
    fc.assert(
      fc.property(shuffled, ([known, other]) => {
        expect(measure(other)).toEqual(measure(known))
      }),
    )
  })
})
