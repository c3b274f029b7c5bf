import { describe, expect, it } from 'vitest'
import { at, challengeWith, hypothesisWith, stateWith, testWith } from '../../../test/support/situation.ts'
import { minuteMs } from '../../platform/time/durations.ts'
import type { Challenge } from '../challenges/model.ts'
import type { Hypothesis } from '../ledger/model.ts'
import { undoneHypothesisReasons } from '../ledger/undone.ts'
import { findAnsweringTurn, findFollowingTurn, listInvestigationTurns } from './course.ts'
import { measureInvestigation } from './measure.ts'
import type { MeasurementInput } from './model.ts'

const measured = (given: Parameters<typeof stateWith>[0]) => measureInvestigation(stateWith(given))

/** A challenge asked at minute 15. */
const asked = (given: Partial<Challenge> = {}): Challenge =>
  challengeWith({ askedAt: at(15), state: 'superseded', ...given })
const answered = (minute: number, answerKind: Challenge['answerKind'], given: Partial<Challenge> = {}) =>
  asked({ state: 'answered', answeredAt: at(minute), answerKind, answer: 'so they said', ...given })
const alb = (given: Partial<Hypothesis> = {}) =>
  hypothesisWith({ number: 1, openedAt: at(1), statement: 'ALB', ...given })
const leak = (from: number, given: Partial<Hypothesis> = {}) =>
  hypothesisWith({ number: 2, openedAt: at(from), statement: 'leak', ...given })

describe('the turn that answered or followed a question', () => {
  const next = asked({ number: 2, askedAt: at(30) })
  it.each<[string, Challenge, Partial<MeasurementInput>, string | undefined]>([
    ['nothing followed', asked(), { hypotheses: [alb()] }, undefined],
    ['kept, and nothing followed', answered(16, 'keep'), { hypotheses: [alb()] }, undefined],
    [
      'answered with a rival',
      answered(16, 'hypothesis'),
      { hypotheses: [alb(), leak(16)] },
      'answered with hypothesis leak',
    ],
    [
      'answered with a test',
      answered(16, 'test'),
      { hypotheses: [alb({ tests: [testWith({ begunAt: at(16) })] })] },
      'answered with test_begun bypass the ALB',
    ],
    [
      'answered by ruling out',
      answered(16, 'ruled_out'),
      { hypotheses: [alb({ state: 'ruled_out', closedAt: at(16) })] },
      'answered with ruled_out ALB',
    ],
    [
      'answered by button with a rival from an older message',
      answered(16, 'hypothesis', { answer: 'leak' }),
      { hypotheses: [leak(8)] },
      'answered with hypothesis leak',
    ],
    [
      'answered in the ledger with a rival from an older message',
      answered(16, 'ledger', { answer: 'leak' }),
      { hypotheses: [leak(8)] },
      'answered with hypothesis leak',
    ],
    ['answered with evidence, which is no turn', answered(16, 'evidence'), { hypotheses: [alb()] }, undefined],
    [
      'answered late in the ledger',
      answered(80, 'ledger'),
      { hypotheses: [alb(), leak(80)] },
      'answered with hypothesis leak',
    ],
    [
      'answered with a test result',
      answered(16, 'ledger'),
      { otherTests: [testWith({ closedAt: at(16), result: 'they answer' })] },
      'answered with test_closed bypass the ALB',
    ],
    [
      'answered by giving a test up, which is no turn',
      answered(16, 'ledger'),
      { otherTests: [testWith({ closedAt: at(16) })] },
      undefined,
    ],
    ['answered with the result of an action, which is no turn', answered(16, 'result'), {}, undefined],
    ['answered by explaining an observation, which is no turn', answered(16, 'ledger'), {}, undefined],
    ['answered by ending a wait, which is no turn', answered(16, 'wait_over'), {}, undefined],
    ['unanswered, then a rival', asked(), { hypotheses: [leak(20)] }, 'followed by hypothesis leak'],
    ['kept, then a rival', answered(16, 'keep'), { hypotheses: [leak(20)] }, 'followed by hypothesis leak'],
    [
      'answered in words, then a test',
      answered(16, 'reply'),
      { otherTests: [testWith({ begunAt: at(20) })] },
      'followed by test_begun bypass the ALB',
    ],
    [
      'put off, then a hypothesis ruled out',
      answered(16, 'later'),
      { hypotheses: [alb({ state: 'ruled_out', closedAt: at(20) })] },
      'followed by ruled_out ALB',
    ],
    [
      'a hypothesis was reopened',
      asked(),
      { hypotheses: [leak(2, { reopenedAt: at(20) })] },
      'followed by hypothesis leak',
    ],
    [
      'a hypothesis was parked',
      asked(),
      { hypotheses: [alb({ state: 'parked', closedAt: at(20) })] },
      'followed by parked ALB',
    ],
    [
      'a hypothesis was opened only to be ruled out',
      asked(),
      { hypotheses: [alb({ state: 'ruled_out', openedAt: at(20), closedAt: at(20) })] },
      'followed by ruled_out ALB',
    ],
    ['confirming is no turn', asked(), { hypotheses: [alb({ state: 'confirmed', closedAt: at(20) })] }, undefined],
    [
      'an undone rival is no turn',
      asked(),
      {
        hypotheses: [leak(20, { state: 'parked', closedAt: at(21), closedBecause: undoneHypothesisReasons.unmarked })],
      },
      undefined,
    ],
    ['a turn in the last minute counts', asked(), { hypotheses: [leak(45)] }, 'followed by hypothesis leak'],
    ['a turn after half an hour does not count', asked(), { hypotheses: [leak(46)] }, undefined],
    ['a turn at the time of the question does not count', asked(), { hypotheses: [leak(15)] }, undefined],
    [
      'the first of several turns counts',
      asked(),
      { hypotheses: [leak(22), alb({ state: 'ruled_out', closedAt: at(20) })] },
      'followed by ruled_out ALB',
    ],
    [
      'a turn at the time of the next question belongs to that one',
      asked(),
      { hypotheses: [leak(30)], challenges: [next] },
      undefined,
    ],
    [
      'a turn just before the next question still counts',
      asked(),
      { hypotheses: [leak(29)], challenges: [next] },
      'followed by hypothesis leak',
    ],
    [
      'a moot question has no turn',
      answered(16, 'moot'),
      { hypotheses: [leak(16), alb({ state: 'ruled_out', closedAt: at(20) })] },
      undefined,
    ],
  ])('%s', (_case, challenge, given, expected) => {
    const { hypotheses, otherTests, challenges } = { ...stateWith(), ...given }
    const turns = listInvestigationTurns({ hypotheses, otherTests })
    const answer = findAnsweringTurn(challenge, turns)
    const found = answer ?? findFollowingTurn(challenge, [...challenges, challenge], turns)
    const how = answer ? 'answered with' : 'followed by'
    expect(found && `${how} ${found.kind} ${found.text}`).toBe(expected)
  })

  it.each<[string, Challenge, Partial<MeasurementInput>, 'answered' | 'followed' | undefined]>([
    ['a new hypothesis answers it', answered(16, 'hypothesis'), { hypotheses: [leak(16)] }, 'answered'],
    [
      'a test answers it, however late',
      answered(80, 'ledger'),
      { otherTests: [testWith({ begunAt: at(80) })] },
      'answered',
    ],
    [
      'extending a test answers it',
      answered(16, 'test', { answer: '20 min more' }),
      { otherTests: [testWith({ begunAt: at(2) })] },
      undefined,
    ],
    ['a new hypothesis follows', asked(), { hypotheses: [leak(20)] }, 'followed'],
    ['kept, and a test follows', answered(16, 'keep'), { otherTests: [testWith({ begunAt: at(20) })] }, 'followed'],
    ['only a ruling out follows', asked(), { hypotheses: [alb({ state: 'ruled_out', closedAt: at(20) })] }, undefined],
    [
      'a ruling out follows, and then a new hypothesis',
      asked(),
      { hypotheses: [alb({ state: 'ruled_out', closedAt: at(20) }), leak(25)] },
      'followed',
    ],
    [
      'a ruling out answers it, and a new hypothesis follows',
      answered(16, 'ruled_out'),
      { hypotheses: [alb({ state: 'ruled_out', closedAt: at(16) }), leak(25)] },
      'followed',
    ],
    [
      'a hypothesis answers it, and another follows',
      answered(16, 'hypothesis'),
      { hypotheses: [leak(16), leak(25, { id: 'h3' })] },
      'answered',
    ],
    ['a test result follows', asked(), { otherTests: [testWith({ closedAt: at(20), result: 'the same' })] }, undefined],
  ])('counts as answered, followed or neither: %s', (_case, challenge, given, expected) => {
    const { challenges } = measured({ ...given, challenges: [challenge] } as Parameters<typeof stateWith>[0])
    expect(challenges).toMatchObject({
      answeredAnew: Number(expected === 'answered'),
      followedAnew: Number(expected === 'followed'),
    })
  })

  it('counts a turn for one question only', () => {
    const all = [1, 2, 3].map((number) => asked({ number, askedAt: at(10 * number) }))
    const { challenges } = measured({ challenges: all, hypotheses: [leak(35)] })
    expect(challenges).toMatchObject({ asked: 3, answered: 0, answeredAnew: 0, followedAnew: 1 })
  })
})

describe('counts of questions', () => {
  it.each<[string, Challenge[], ReturnType<typeof measureInvestigation>['challenges']]>([
    ['none', [], null],
    [
      'one still open',
      [asked({ state: 'open' })],
      { asked: 1, moot: 0, answered: 0, answeredAnew: 0, followedAnew: 0, medianToAnswer: null },
    ],
    [
      'one of each kind',
      [
        asked(),
        answered(16, 'keep'),
        answered(19, 'reply'),
        answered(35, 'ledger'),
        answered(20, 'moot'),
        answered(21, 'later'),
      ],
      { asked: 6, moot: 1, answered: 3, answeredAnew: 0, followedAnew: 0, medianToAnswer: 4 * minuteMs },
    ],
  ])('%s', (_case, challenges, expected) => {
    expect(measured({ challenges }).challenges).toEqual(expected)
  })
})
