import { describe, expect, it } from 'vitest'
import { answered, next, unanswered } from '../../../test/support/asking.ts'
import {
  actionWith,
  at,
  challengeWith,
  holding,
  hypothesisWith,
  recurrenceWith,
  settingsOf,
  start,
  stateWith,
  testWith,
  unexplainedWith,
  waitWith,
} from '../../../test/support/situation.ts'

import type { Challenge } from './model.ts'
import { findUnansweredStreak, getReasonRank } from './policy.ts'

type Given = Parameters<typeof stateWith>[0]
const lead = hypothesisWith()
const led = { hypotheses: [lead] }
const recurrences = [recurrenceWith({ at: at(40) })]
const policyWith = (challenges: Record<string, unknown>) => settingsOf({ challenges }).challenges

describe('unanswered questions in a row', () => {
  const two = policyWith({ unanswered: 2 })
  it.each<[string, Given, string | null]>([
    ['one is below the limit of two', { ...led, challenges: unanswered(15) }, 'unchallenged@37.5'],
    ['two reach the limit', { ...led, challenges: unanswered(15, 38) }, null],
    ['answered ones do not count', { ...led, challenges: [answered(15, 16), ...unanswered(40)] }, 'unchallenged@62.5'],
  ])('%s', (_, given, expected) => {
    expect(next(stateWith(given), 60, two)).toBe(expected)
  })

  it.each<[string, Given, number[]]>([
    [
      'those since the last answer',
      { challenges: [...unanswered(5), answered(15, 16), challengeWith({ number: 3 })] },
      [3],
    ],
    ['those since a recurrence, including that moment', { challenges: unanswered(5, 40, 50), recurrences }, [2, 3]],
    [
      'those since the incident was reopened',
      { challenges: unanswered(5, 20, 50), incident: { reopenedAt: at(20) } },
      [2, 3],
    ],
    [
      'those since the later of the two',
      { challenges: unanswered(5, 20, 50), recurrences, incident: { reopenedAt: at(20) } },
      [3],
    ],
    [
      'those since the last of several recurrences',
      { challenges: unanswered(5, 45, 50), recurrences: [...recurrences, recurrenceWith({ at: at(48) })] },
      [3],
    ],
  ])('count %s', (_, given, numbers) => {
    expect(findUnansweredStreak(stateWith(given)).map(({ number }) => number)).toEqual(numbers)
  })
})

describe('what holds back weaker questions', () => {
  const crowd = { ...led, waits: [waitWith()] }
  it.each<[string, Given, number, string]>([
    ['a running test, until it is due', { ...led, otherTests: [testWith({ dueAt: at(70) })] }, 80, 'test_due@70'],
    [
      'the last of several tests',
      {
        hypotheses: [{ ...lead, tests: [testWith({ dueAt: at(100) }), testWith({ id: 't2', dueAt: at(90) })] }],
        challenges: [
          challengeWith({
            reason: 'test_due',
            aboutId: 't2',
            askedAt: at(90),
            state: 'answered',
            answerKind: 'keep',
            answeredAt: at(1),
          }),
        ],
      },
      95,
      'test_due@100',
    ],
    [
      'an action, until its grace period ends',
      { ...crowd, actions: [actionWith({ at: at(50) })] },
      55,
      'did_it_work@60',
    ],
    [
      'an action, even once it was asked about',
      {
        ...crowd,
        actions: [actionWith({ at: at(50) })],
        challenges: [answered(20, 21, { reason: 'did_it_work', aboutId: 'action', answerKind: 'later' })],
      },
      55,
      'did_it_work@60',
    ],
    [
      'an answer, for one interval',
      { ...crowd, challenges: [answered(49, 50, { hypothesisId: null })] },
      55,
      'wait@65',
    ],
  ])('%s', (_, given, seenAt, expected) => {
    expect(next(stateWith(given), seenAt)).toBe(expected)
  })

  it('not an answer, once the cause is no longer sought', () => {
    const state = stateWith({
      incident: { status: 'resolved', resolvedAt: at(60) },
      unexplained: [unexplainedWith()],
      challenges: [answered(59, 60)],
    })
    expect(next(state, 60)).toBe('before_close@62')
  })
})

describe('while questions are put off', () => {
  const put = (given: Partial<Challenge> = {}) => [answered(39, 40, { answerKind: 'later', until: at(200), ...given })]
  it.each<[string, Given, string]>([
    ['a recurrence at that very moment waits', { ...led, recurrences }, 'recurrence@200'],
    [
      'a recurrence since then does not wait',
      { ...led, recurrences: [recurrenceWith({ at: at(40.1) })] },
      'recurrence@42.1',
    ],
    [
      'an action found not to help since then does not wait',
      { ...led, actions: [actionWith({ result: 'no_effect', resultAt: at(41) })] },
      'no_effect@43',
    ],
    ['anything else waits', { ...led, otherTests: [testWith({ dueAt: at(60) })] }, 'test_due@200'],
  ])('%s', (_, given, expected) => {
    expect(next(stateWith({ ...given, challenges: put() }), 60)).toBe(expected)
  })

  it('everything waits for the later of two ends', () => {
    const challenges = [...put({ until: at(300) }), ...put({ number: 2 })]
    expect(next(stateWith({ ...led, challenges }), 60)).toBe('unchallenged@300')
  })

  it('a question without an answer puts nothing off', () => {
    const challenges = put({ answeredAt: null, answerKind: null, state: 'superseded', askedAt: at(10) })
    expect(next(stateWith({ ...led, challenges }), 60)).toBe('unchallenged@32.5')
  })
})

describe('the limit for one subject', () => {
  const shift = {
    ...led,
    hypotheses: [{ ...lead, lastChallengedAt: at(500) }],
    roles: [holding('commander', 'UBEN')],
  }
  const settled = (given: Partial<Challenge>) => [
    answered(300, 301, { reason: 'long_shift', hypothesisId: null, answerKind: 'moot', ...given }),
  ]
  it.each<[string, Partial<Challenge>, string]>([
    ['counts a question since the trigger began', {}, 'unchallenged@515'],
    ['counts a question at the moment the trigger began', { askedAt: start }, 'unchallenged@515'],
    ['ignores a question before the trigger began', { askedAt: at(-1) }, 'long_shift@240'],
    ['ignores a question about something else', { aboutId: 'x' }, 'long_shift@240'],
    ['ignores a question for another reason', { reason: 'wait' }, 'long_shift@240'],
  ])('%s', (_, given, expected) => {
    expect(next(stateWith({ ...shift, challenges: settled(given) }), 310)).toBe(expected)
  })
})

it('ranks reasons in the order in which they are listed', () => {
  expect(getReasonRank('no_effect')).toBe(0)
  expect(getReasonRank('recurrence')).toBeLessThan(getReasonRank('wait'))
  expect(getReasonRank('what_fixed_it')).toBe(11)
})
