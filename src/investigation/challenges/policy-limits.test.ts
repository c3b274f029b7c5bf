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

describe('so many in a row', () => {
  const two = policyWith({ unanswered: 2 })
  it.each<[string, Given, string | null]>([
    ['one is not enough', { ...led, challenges: unanswered(15) }, 'unchallenged@37.5'],
    ['two are', { ...led, challenges: unanswered(15, 38) }, null],
    [
      'what was answered does not count',
      { ...led, challenges: [answered(15, 16), ...unanswered(40)] },
      'unchallenged@62.5',
    ],
  ])('%s', (_, given, expected) => {
    expect(next(stateWith(given), 60, two)).toBe(expected)
  })

  it.each<[string, Given, number[]]>([
    [
      'those since the last answer',
      { challenges: [...unanswered(5), answered(15, 16), challengeWith({ number: 3 })] },
      [3],
    ],
    ['those since it came back, of that moment too', { challenges: unanswered(5, 40, 50), recurrences }, [2, 3]],
    ['those since it was reopened', { challenges: unanswered(5, 20, 50), incident: { reopenedAt: at(20) } }, [2, 3]],
    ['whichever was later', { challenges: unanswered(5, 20, 50), recurrences, incident: { reopenedAt: at(20) } }, [3]],
    [
      'the last time it came back counts',
      { challenges: unanswered(5, 45, 50), recurrences: [...recurrences, recurrenceWith({ at: at(48) })] },
      [3],
    ],
  ])('count %s', (_, given, numbers) => {
    expect(findUnansweredStreak(stateWith(given)).map(({ number }) => number)).toEqual(numbers)
  })
})

describe('what the team works on holds back what is weaker', () => {
  const crowd = { ...led, waits: [waitWith()] }
  it.each<[string, Given, number, string]>([
    ['a test until it is due', { ...led, otherTests: [testWith({ dueAt: at(70) })] }, 80, 'test_due@70'],
    [
      'of several tests the last',
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
    ['an action until it had its time', { ...crowd, actions: [actionWith({ at: at(50) })] }, 55, 'did_it_work@60'],
    [
      'also once that was asked',
      {
        ...crowd,
        actions: [actionWith({ at: at(50) })],
        challenges: [answered(20, 21, { reason: 'did_it_work', aboutId: 'action', answerKind: 'later' })],
      },
      55,
      'did_it_work@60',
    ],
    [
      'an answer for as long as a team may go unquestioned',
      { ...crowd, challenges: [answered(49, 50, { hypothesisId: null })] },
      55,
      'wait@65',
    ],
  ])('%s', (_, given, seenAt, expected) => {
    expect(next(stateWith(given), seenAt)).toBe(expected)
  })

  it('but an answer does not once the cause is not sought any more', () => {
    const state = stateWith({
      incident: { status: 'resolved', resolvedAt: at(60) },
      unexplained: [unexplainedWith()],
      challenges: [answered(59, 60)],
    })
    expect(next(state, 60)).toBe('before_close@62')
  })
})

describe('put off', () => {
  const put = (given: Partial<Challenge> = {}) => [answered(39, 40, { answerKind: 'later', until: at(200), ...given })]
  it.each<[string, Given, string]>([
    ['what came up at that very moment waits', { ...led, recurrences }, 'recurrence@200'],
    ['what came up since does not', { ...led, recurrences: [recurrenceWith({ at: at(40.1) })] }, 'recurrence@42.1'],
    [
      'an action that did not help since does not wait',
      { ...led, actions: [actionWith({ result: 'no_effect', resultAt: at(41) })] },
      'no_effect@43',
    ],
    ['nothing else is news', { ...led, otherTests: [testWith({ dueAt: at(60) })] }, 'test_due@200'],
  ])('%s', (_, given, expected) => {
    expect(next(stateWith({ ...given, challenges: put() }), 60)).toBe(expected)
  })

  it('twice waits for the later', () => {
    const challenges = [...put({ until: at(300) }), ...put({ number: 2 })]
    expect(next(stateWith({ ...led, challenges }), 60)).toBe('unchallenged@300')
  })

  it('without an answer is not put off', () => {
    const challenges = put({ answeredAt: null, answerKind: null, state: 'superseded', askedAt: at(10) })
    expect(next(stateWith({ ...led, challenges }), 60)).toBe('unchallenged@32.5')
  })
})

describe('asked often enough', () => {
  const shift = {
    ...led,
    hypotheses: [{ ...lead, lastChallengedAt: at(500) }],
    roles: [holding('commander', 'UBEN')],
  }
  const settled = (given: Partial<Challenge>) => [
    answered(300, 301, { reason: 'long_shift', hypothesisId: null, answerKind: 'moot', ...given }),
  ]
  it.each<[string, Partial<Challenge>, string]>([
    ['since it began', {}, 'unchallenged@515'],
    ['at the moment it began', { askedAt: start }, 'unchallenged@515'],
    ['before it began is not', { askedAt: at(-1) }, 'long_shift@240'],
    ['about something else is not', { aboutId: 'x' }, 'long_shift@240'],
    ['for another reason is not', { reason: 'wait' }, 'long_shift@240'],
  ])('%s', (_, given, expected) => {
    expect(next(stateWith({ ...shift, challenges: settled(given) }), 310)).toBe(expected)
  })
})

it('reasons rank in the order in which they are told', () => {
  expect(getReasonRank('no_effect')).toBe(0)
  expect(getReasonRank('recurrence')).toBeLessThan(getReasonRank('wait'))
  expect(getReasonRank('what_fixed_it')).toBe(11)
})
