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
import { noBackground } from './background.ts'
import type { ChallengeReason } from './model.ts'
import { explainWhyNow } from './why.ts'

type Given = Parameters<typeof stateWith>[0]

/** Why this is asked 30 minutes in. */
const why = (reason: ChallengeReason, given: Given, about: string | null = null, hypothesisId: string | null = null) =>
  explainWhyNow(stateWith(given), { reason, hypothesisId, aboutId: about }, noBackground, at(30))

const rival = hypothesisWith({ number: 2, statement: 'a bad deploy', openedAt: at(6) })
const failed = actionWith({ result: 'no_effect', resultAt: at(20) })

describe('why, where there is less to say it from', () => {
  it.each<[string, ChallengeReason, Given, string | null, string | null, string]>([
    [
      'a failed action, nothing tracked',
      'no_effect',
      { actions: [failed] },
      'action',
      null,
      '“restarted the ALB” had no effect, and no hypothesis is tracked.',
    ],
    ['an action that is gone', 'no_effect', {}, 'gone', null, 'It came back after it, and no hypothesis is tracked.'],
    [
      'failed actions on what was proposed only later do not count',
      'no_effect',
      {
        hypotheses: [hypothesisWith({ openedAt: at(4) })],
        actions: [actionWith({ ...failed, entryId: 'a0', at: at(3) }), failed],
      },
      'action',
      'h1',
      '“restarted the ALB” had no effect, and “ALB is failing” still leads.',
    ],
    [
      'actions that helped do not count',
      'no_effect',
      { hypotheses: [hypothesisWith()], actions: [actionWith({ entryId: 'a0', result: 'worked' }), failed] },
      'action',
      'h1',
      '“restarted the ALB” had no effect, and “ALB is failing” still leads.',
    ],
    ['an action withdrawn', 'did_it_work', {}, 'gone', null, 'It has no result yet.'],
    ['a test withdrawn', 'test_due', {}, 'gone', null, 'The test is due.'],
    [
      'a test of nothing in particular',
      'test_due',
      { otherTests: [testWith({ hypothesisId: null, begunAt: at(5) })] },
      't1',
      null,
      'The test is due, after 10 min.',
    ],
    ['it is back, once', 'recurrence', {}, 'gone', null, 'It is back.'],
    [
      'it is back, nothing held',
      'recurrence',
      { recurrences: [recurrenceWith({ at: at(20) })] },
      'recurrence',
      null,
      'Second time, 20 min after the first.',
    ],
    [
      'it is back beside others',
      'recurrence',
      { hypotheses: [hypothesisWith(), rival], recurrences: [recurrenceWith({ at: at(20) })] },
      'recurrence',
      'h1',
      'Second time, 20 min after the first, and “ALB is failing” still stands.',
    ],
    [
      'it is back, the cause was confirmed',
      'recurrence',
      {
        hypotheses: [hypothesisWith({ state: 'confirmed', verdict: 'cause' })],
        recurrences: [recurrenceWith({ at: at(20) })],
      },
      'recurrence',
      'h1',
      'Second time, 20 min after the first, and “ALB is failing” is confirmed as the cause.',
    ],
    ['a wait that has ended', 'wait', { waits: [waitWith({ endedAt: at(9) })] }, 'w1', null, 'The wait goes on.'],
    [
      'a wait, with tests that are over, or due',
      'wait',
      {
        waits: [waitWith()],
        otherTests: [testWith({ dueAt: at(40), closedAt: at(9) }), testWith({ id: 't2', dueAt: at(30) })],
      },
      'w1',
      null,
      '30 min waiting on AWS support, nothing running meanwhile.',
    ],
    [
      'a wait, with tests',
      'wait',
      {
        waits: [waitWith()],
        otherTests: [testWith({ dueAt: at(40) }), testWith({ id: 't2', dueAt: at(31) })],
      },
      'w1',
      null,
      '30 min waiting on AWS support, 2 tests running meanwhile.',
    ],
    [
      'nothing held, what is parked does not count',
      'no_hypothesis',
      { hypotheses: [hypothesisWith({ state: 'parked' })] },
      null,
      null,
      '30 min in, and no hypothesis is tracked.',
    ],
    ['what was held is gone', 'unchallenged', {}, null, 'gone', 'What is believed was not put to the question yet.'],
    [
      'what is held, and all is explained',
      'unchallenged',
      {
        hypotheses: [hypothesisWith({ openedAt: at(10) })],
        unexplained: [unexplainedWith({ explainedAt: at(9) })],
      },
      null,
      'h1',
      '“ALB is failing” has led for 20 min: 0 for, 0 against, no test.',
    ],
    ['what was odd is explained', 'unexplained', {}, 'gone', null, 'Something has stood unexplained for a while.'],
    ['a crowd that is gone', 'untested_crowd', {}, null, null, 'No hypothesis was tested.'],
    [
      'a crowd: the oldest counts, and what is closed does not',
      'untested_crowd',
      {
        hypotheses: [rival, hypothesisWith({ openedAt: at(4) }), hypothesisWith({ number: 3, state: 'parked' })],
      },
      null,
      null,
      '2 hypotheses are open, the oldest for 26 min, and none was tested.',
    ],
    [
      'a crowd, in another order',
      'untested_crowd',
      { hypotheses: [hypothesisWith({ openedAt: at(4) }), rival] },
      null,
      null,
      '2 hypotheses are open, the oldest for 26 min, and none was tested.',
    ],
    [
      'an end without a time of better',
      'what_fixed_it',
      { incident: { status: 'resolved', resolvedAt: at(25) } },
      null,
      null,
      'Better for 5 min, and nothing on record is known to have worked.',
    ],
    [
      'an end without any time',
      'what_fixed_it',
      {},
      null,
      null,
      'It is better, and nothing on record is known to have worked.',
    ],
    [
      'an end at which what is explained does not count',
      'before_close',
      {
        unexplained: [unexplainedWith({ entryId: 'u0', text: 'old', explainedAt: at(9) }), unexplainedWith()],
      },
      null,
      null,
      'It is resolved, and “no auto-scaling happened” is not explained.',
    ],
  ])('%s', (_, reason, given, aboutId, hypothesisId, expected) => {
    expect(why(reason, given, aboutId, hypothesisId)).toBe(expected)
  })

  it('a shift of nobody is as long as the response', () => {
    const words = why('long_shift', { incident: { reopenedAt: at(10) } })
    expect(words).toMatch(/^somebody has been in command for 20 min\.$/i)
  })

  it('long words are cut short', () => {
    const text = 'x'.repeat(150)
    const hypotheses = [hypothesisWith({ statement: text })]
    const quoted = (words: string) => /“(.*?)”/.exec(words)?.[1]?.length
    expect(quoted(why('unchallenged', { hypotheses }, null, 'h1'))).toBe(100)
    expect(quoted(why('unexplained', { unexplained: [unexplainedWith({ text })] }, 'odd'))).toBe(100)
    expect(quoted(why('before_close', { unexplained: [unexplainedWith({ text })] }))).toBe(100)
    expect(
      quoted(why('test_due', { hypotheses: [hypothesisWith({ statement: text, tests: [testWith()] })] }, 't1', 'h1')),
    ).toBe(60)
  })
})
