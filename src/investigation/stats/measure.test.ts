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
} from '../../../test/support/situation.ts'
import { actionResults } from '../../core/record/model.ts'
import { answerKinds, challengeReasons } from '../challenges/model.ts'
import type { Hypothesis } from '../ledger/model.ts'
import { undoneHypothesisReasons } from '../ledger/undone.ts'
import { getIncidentSpan } from './led.ts'
import { computeMedian, measureInvestigation } from './measure.ts'

const measured = (given: Parameters<typeof stateWith>[0]) => measureInvestigation(stateWith(given))

describe('actions', () => {
  it.each([
    ['none', [], null],
    ['one without a result', [null], { taken: 1, told: 0, withoutEffect: null, withoutResult: 1 }],
    ['one with an unknown result', ['unknown'], { taken: 1, told: 0, withoutEffect: null, withoutResult: 0 }],
    ['all worked', ['worked', 'helped_in_part'], { taken: 2, told: 2, withoutEffect: 0, withoutResult: 0 }],
    ['one of each kind', [null, ...actionResults], { taken: 6, told: 4, withoutEffect: 2, withoutResult: 1 }],
  ] as const)('%s', (_case, results, expected) => {
    expect(measured({ actions: results.map((result) => actionWith({ result })) }).actions).toEqual(expected)
  })
})

it.each([
  [[], null],
  [[3], 3],
  [[5, 1], 3],
  [[9, 1, 2], 2],
])('the median of %j is %j', (values, expected) => {
  expect(computeMedian(values)).toBe(expected)
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
    closedBecause: fc.constantFrom(null, 'why', ...Object.values(undoneHypothesisReasons)),
    statement: fc.constantFrom('a', 'b', 'c'),
    tests: fc.array(test, { maxLength: 2 }),
  })
  .map((given) => hypothesisWith(given as Partial<Hypothesis>))
const challenge = fc
  .record({
    reason: fc.constantFrom(...challengeReasons),
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

describe('for any stored data', () => {
  it('no figure is negative, no duration exceeds the incident, no part exceeds its whole', () => {
    fc.assert(
      fc.property(anything, (known) => {
        const { ledWrongly, toSecondHypothesis, hypotheses, actions, challenges } = measureInvestigation(known)
        const { from, to } = getIncidentSpan(known.incident)
        for (const length of [ledWrongly, toSecondHypothesis]) {
          expect(length ?? 0).toBeGreaterThanOrEqual(0)
          expect(length ?? 0).toBeLessThanOrEqual(to - from)
          expect(length === null || Number.isFinite(length)).toBe(true)
        }
        expect(hypotheses?.tested ?? 0).toBeLessThanOrEqual(hypotheses?.held ?? 0)
        expect(actions?.withoutEffect ?? 0).toBeLessThanOrEqual(actions?.told ?? 0)
        expect((actions?.told ?? 0) + (actions?.withoutResult ?? 0)).toBeLessThanOrEqual(actions?.taken ?? 0)
        expect((challenges?.answered ?? 0) + (challenges?.moot ?? 0)).toBeLessThanOrEqual(challenges?.asked ?? 0)
        expect(challenges?.medianToAnswer ?? 0).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('the order of the rows makes no difference', () => {
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
        expect(measureInvestigation(other)).toEqual(measureInvestigation(known))
      }),
    )
  })
})
