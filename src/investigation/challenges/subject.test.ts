import { describe, expect, it } from 'vitest'
import {
  actionWith,
  at,
  hypothesisWith,
  recurrenceWith,
  stateWith,
  testWith,
  unexplainedWith,
  waitWith,
} from '../../../test/support/situation.ts'
import type { Hypothesis } from '../ledger/model.ts'
import {
  findActedOnHypothesis,
  findChallengeableHypothesis,
  findChallengeSubject,
  findWorkingHypothesis,
} from './subject.ts'

const named = (number: number, given: Partial<Hypothesis> = {}) => hypothesisWith({ number, ...given })
const confirmed = { state: 'confirmed', verdict: 'cause' } as const

describe('the subject of a challenge', () => {
  const other = { hypothesisId: null, text: 'x' }
  const state = stateWith({
    hypotheses: [named(1, { tests: [testWith()] }), named(2)],
    otherTests: [testWith({ id: 't2', ...other })],
    actions: [actionWith(), actionWith({ entryId: 'a2' })],
    recurrences: [recurrenceWith(), recurrenceWith({ entryId: 'r2' })],
    waits: [waitWith(), waitWith({ id: 'w2' }), waitWith({ id: 'w3', endedAt: at(1) })],
    unexplained: [unexplainedWith(), unexplainedWith({ entryId: 'u2', explainedAt: at(1) })],
  })

  it.each([
    ['h2', null, { hypothesis: { id: 'h2' } }],
    [null, 'a2', { action: { entryId: 'a2' } }],
    [null, 'r2', { recurrence: { entryId: 'r2' } }],
    [null, 'w2', { wait: { id: 'w2' } }],
    ['h1', 't1', { hypothesis: { id: 'h1' }, test: { id: 't1' } }],
    [null, 't2', { test: { id: 't2' } }],
    [null, 'odd', { unexplained: { entryId: 'odd' } }],
    ['gone', 'gone', {}],
    [null, null, {}],
    [null, 'w3', {}],
    [null, 'u2', {}],
  ])('of hypothesis %s, about %s', (hypothesisId, aboutId, expected) => {
    const found = Object.entries(findChallengeSubject(state, { hypothesisId, aboutId })).filter(([, about]) => about)
    expect(Object.fromEntries(found)).toMatchObject(expected)
    expect(found.map(([name]) => name)).toEqual(Object.keys(expected))
  })
})

describe('the hypothesis to challenge and to act on', () => {
  const parked = named(1, { state: 'parked' })
  it.each<[string, Hypothesis[], string | undefined, string | undefined]>([
    ['none', [], undefined, undefined],
    ['the only open one', [parked, named(2)], 'h2', 'h2'],
    [
      'the one that leads, however recently it was challenged',
      [named(1), named(2, { leads: true, lastChallengedAt: at(9) })],
      'h2',
      'h2',
    ],
    [
      'the one unchallenged the longest if none leads',
      [
        named(1, { lastChallengedAt: at(9) }),
        named(2, { lastChallengedAt: at(3) }),
        named(3, { lastChallengedAt: at(5) }),
      ],
      'h2',
      'h2',
    ],
    [
      'no other to challenge beside a confirmed cause, which is acted on',
      [named(1, confirmed), named(2)],
      undefined,
      'h1',
    ],
    ['a confirmed cause, which is not challenged', [parked, named(2, confirmed)], undefined, 'h2'],
    ['not a contributing factor', [named(1, { state: 'confirmed', verdict: 'contributing' })], undefined, undefined],
  ])('%s', (_, hypotheses, asked, acted) => {
    expect(findChallengeableHypothesis(hypotheses)?.id).toBe(asked)
    expect(findWorkingHypothesis(hypotheses)?.id).toBe(acted)
  })
})

describe('the hypothesis an action was taken on', () => {
  const ruledOut = (closed: number) => ({ state: 'ruled_out', closedAt: at(closed) }) as const
  it.each<[string, Hypothesis[], string | undefined]>([
    ['one opened at that very moment', [named(1, { openedAt: at(5) })], 'h1'],
    ['not one opened later', [named(1, { openedAt: at(5.1) })], undefined],
    ['one ruled out later', [named(1, ruledOut(5.1))], 'h1'],
    ['not one ruled out at that very moment', [named(1, ruledOut(5))], undefined],
    ['a confirmed one, whenever that was', [named(1, { ...confirmed, closedAt: at(3) })], 'h1'],
    ['the youngest of several', [named(1), named(2)], 'h2'],
    ['the one that leads', [named(1, { leads: true }), named(2)], 'h1'],
    [
      'the cause confirmed at that very moment, whatever leads',
      [named(1, { ...confirmed, closedAt: at(5) }), named(2, { leads: true }), named(3)],
      'h1',
    ],
    [
      'not a cause confirmed later',
      [named(1, { ...confirmed, closedAt: at(5.1) }), named(2, { leads: true }), named(3)],
      'h2',
    ],
    [
      'not a contributing factor confirmed by then',
      [named(1, { state: 'confirmed', verdict: 'contributing', closedAt: at(3) }), named(2)],
      'h2',
    ],
  ])('%s', (_, hypotheses, id) => {
    expect(findActedOnHypothesis(stateWith({ hypotheses }), actionWith({ at: at(5) }))?.id).toBe(id)
  })
})
