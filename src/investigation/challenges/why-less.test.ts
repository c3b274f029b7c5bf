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

/** The explanation 30 minutes in. */
const why = (reason: ChallengeReason, given: Given, about: string | null = null, hypothesisId: string | null = null) =>
  explainWhyNow(stateWith(given), { reason, hypothesisId, aboutId: about }, noBackground, at(30))

const rival = hypothesisWith({ number: 2, statement: 'a bad deploy', openedAt: at(6) })
const failed = actionWith({ result: 'no_effect', resultAt: at(20) })

describe('why the bot asks now, with less to say it from', () => {
  it.each<[string, ChallengeReason, Given, string | null, string | null, string]>([
    [
      'a failed action without a hypothesis',
      'no_effect',
      { actions: [failed] },
      'action',
      null,
      '“restarted the ALB” had no effect, and no hypothesis is tracked.',
    ],
    ['an action that is gone', 'no_effect', {}, 'gone', null, 'It came back after it, and no hypothesis is tracked.'],
    [
      'ignores failed actions from before the hypothesis was opened',
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
      'ignores actions that helped',
      'no_effect',
      { hypotheses: [hypothesisWith()], actions: [actionWith({ entryId: 'a0', result: 'worked' }), failed] },
      'action',
      'h1',
      '“restarted the ALB” had no effect, and “ALB is failing” still leads.',
    ],
    ['a withdrawn action', 'did_it_work', {}, 'gone', null, 'It has no result yet.'],
    ['a withdrawn test', 'test_due', {}, 'gone', null, 'The test is due.'],
    [
      'a test without a hypothesis',
      'test_due',
      { otherTests: [testWith({ hypothesisId: null, begunAt: at(5) })] },
      't1',
      null,
      'The test is due, after 10 min.',
    ],
    ['a recurrence that is gone', 'recurrence', {}, 'gone', null, 'It is back.'],
    [
      'a recurrence without a hypothesis',
      'recurrence',
      { recurrences: [recurrenceWith({ at: at(20) })] },
      'recurrence',
      null,
      'Second time, 20 min after the first.',
    ],
    [
      'a recurrence with several hypotheses open',
      'recurrence',
      { hypotheses: [hypothesisWith(), rival], recurrences: [recurrenceWith({ at: at(20) })] },
      'recurrence',
      'h1',
      'Second time, 20 min after the first, and “ALB is failing” still stands.',
    ],
    [
      'a recurrence after the cause was confirmed',
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
      'a wait, with tests that are closed or due',
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
      'a wait, with running tests',
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
      'no hypothesis, ignoring parked ones',
      'no_hypothesis',
      { hypotheses: [hypothesisWith({ state: 'parked' })] },
      null,
      null,
      '30 min in, and no hypothesis is tracked.',
    ],
    [
      'a hypothesis that is gone',
      'unchallenged',
      {},
      null,
      'gone',
      'What is believed was not put to the question yet.',
    ],
    [
      'a hypothesis with everything explained',
      'unchallenged',
      {
        hypotheses: [hypothesisWith({ openedAt: at(10) })],
        unexplained: [unexplainedWith({ explainedAt: at(9) })],
      },
      null,
      'h1',
      '“ALB is failing” has led for 20 min: 0 for, 0 against, no test.',
    ],
    ['an observation that is gone', 'unexplained', {}, 'gone', null, 'Something has stood unexplained for a while.'],
    ['a crowd that is gone', 'untested_crowd', {}, null, null, 'No hypothesis was tested.'],
    [
      'a crowd, counting from its oldest open hypothesis',
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
      'a resolution without a time of mitigation',
      'what_fixed_it',
      { incident: { status: 'resolved', resolvedAt: at(25) } },
      null,
      null,
      'Better for 5 min, and nothing on record is known to have worked.',
    ],
    [
      'no time of mitigation or resolution',
      'what_fixed_it',
      {},
      null,
      null,
      'It is better, and nothing on record is known to have worked.',
    ],
    [
      'a resolution, ignoring explained observations',
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

  it('without a commander the shift is as long as the response', () => {
    const words = why('long_shift', { incident: { reopenedAt: at(10) } })
    expect(words).toMatch(/^somebody has been in command for 20 min\.$/i)
  })

  it('long quotes are cut short', () => {
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
