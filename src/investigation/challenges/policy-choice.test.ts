import { describe, expect, it } from 'vitest'
import { next, unanswered } from '../../../test/support/asking.ts'
import {
  at,
  challengeWith,
  hypothesisWith,
  settingsOf,
  stateWith,
  unexplainedWith,
  waitWith,
} from '../../../test/support/situation.ts'
import { dayMs, minuteMs } from '../../platform/time/durations.ts'
import type { Challenge } from './model.ts'
import { nextChallenge } from './policy.ts'

type Given = Parameters<typeof stateWith>[0]
const lead = hypothesisWith()
const led = { hypotheses: [lead] }
const policyWith = (challenges: Record<string, unknown>) => settingsOf({ challenges }).challenges

describe('of several triggers', () => {
  const odd = { unexplained: [unexplainedWith()] }
  it.each<[string, Given, number, string]>([
    ['asks the strongest if all are due', { ...led, ...odd, waits: [waitWith()] }, 60, 'wait@30'],
    ['asks the first to come due if none is', { ...led, waits: [waitWith()] }, 5, 'unchallenged@15'],
    [
      'asks the strongest that comes due within two minutes of the first',
      { hypotheses: [{ ...lead, lastChallengedAt: at(13) }], waits: [waitWith()] },
      5,
      'wait@30',
    ],
    [
      'waits two minutes for a stronger one',
      { hypotheses: [{ ...lead, lastChallengedAt: at(13) }], waits: [waitWith({ since: at(0) })] },
      28,
      'wait@30',
    ],
    [
      'does not wait any longer for a stronger one',
      { hypotheses: [{ ...lead, lastChallengedAt: at(12.9) }], waits: [waitWith()] },
      5,
      'unchallenged@27.9',
    ],
    [
      'asks the first to come due of the same strength',
      {
        ...odd,
        hypotheses: [{ ...lead, lastChallengedAt: at(55) }],
        unexplained: [unexplainedWith({ since: at(1), entryId: 'u2' }), unexplainedWith()],
      },
      60,
      'unexplained@30',
    ],
  ])('%s', (_, given, seenAt, expected) => {
    expect(next(stateWith(given), seenAt)).toBe(expected)
  })

  it('lets any other go before the one that went unanswered last time', () => {
    const asked = (given: Partial<Challenge>) => [
      challengeWith({ reason: 'unexplained', aboutId: 'odd', hypothesisId: null, askedAt: at(31), ...given }),
    ]
    const two = { unexplained: [unexplainedWith(), unexplainedWith({ entryId: 'u2', since: at(1) })] }
    const given = { ...two, hypotheses: [{ ...lead, lastChallengedAt: at(300) }] }
    const about = (challenges: Challenge[]) =>
      nextChallenge(stateWith({ ...given, challenges }), settingsOf().challenges, at(99))?.aboutId
    expect(about(asked({}))).toBe('u2')
    expect(about(asked({ aboutId: 'u2' }))).toBe('odd')
    expect(about(asked({ reason: 'wait' }))).toBe('odd')
    expect(about([])).toBe('odd')
  })
})

describe('a trigger stronger than the open question', () => {
  // A wait of 30 minutes is due at 30; it is stronger than *unchallenged*.
  it.each<[string, Partial<Challenge>, string]>([
    ['is asked at once if it came due later', { askedAt: at(29.9) }, 'wait@30'],
    ['waits for the gap if it came due at that very moment', { askedAt: at(30) }, 'wait@52.5'],
    ['waits for the gap if it came due before', { askedAt: at(31) }, 'wait@53.5'],
    ['waits for the gap if the question is not open any more', { askedAt: at(29), state: 'superseded' }, 'wait@51.5'],
    ['waits for the gap if it is only as strong', { askedAt: at(29), reason: 'wait', aboutId: 'w0' }, 'wait@51.5'],
  ])('%s', (_, given, expected) => {
    const hypotheses = [{ ...lead, lastChallengedAt: at(300) }]
    const state = stateWith({ hypotheses, waits: [waitWith()], challenges: [challengeWith(given)] })
    expect(next(state, 32)).toBe(expected)
  })
})

describe('the gap', () => {
  const wild = policyWith({ growth: 10, unanswered: 20 })
  it.each([
    [1, 150],
    [2, 1500],
    [4, 150_000],
    [5, (366 * dayMs) / minuteMs],
    [19, (366 * dayMs) / minuteMs],
  ])('grows, but not beyond what dates allow: after %d questions it is %d minutes', (count, minutes) => {
    const challenges = unanswered(...Array.from({ length: count }, (_, index) => index + 1))
    const found = nextChallenge(stateWith({ ...led, challenges }), wild, at(count))
    expect(found?.dueAt).toEqual(at(count + minutes))
  })
})
