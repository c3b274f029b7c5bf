import { describe, expect, it } from 'vitest'
import { situations } from '../../../test/support/asked.ts'
import {
  actionWith,
  at,
  evidenceOf,
  hypothesisWith,
  recurrenceWith,
  stateWith,
  testWith,
  unexplainedWith,
  waitWith,
} from '../../../test/support/situation.ts'
import type { InvestigationState } from '../state.ts'
import { noBackground } from './background.ts'
import { type ChallengeReason, challengeReasons } from './model.ts'
import { explainWhyNow } from './why.ts'

/** The explanation 30 minutes in, for the sample situation of this reason with overrides. */
function why(
  reason: ChallengeReason,
  given: Partial<InvestigationState> = {},
  background = noBackground,
  minute = 30,
): string {
  const { state, hypothesisId, aboutId } = situations[reason]
  return explainWhyNow({ ...state, ...given }, { reason, hypothesisId, aboutId }, background, at(minute))
}

const lead = hypothesisWith({ evidence: evidenceOf('for', 2) })
const ruledOut = [1, 2].map((number) => hypothesisWith({ number, state: 'ruled_out' }))
const windows = (...minutes: [number, number | null][]) => ({
  ...noBackground,
  windows: minutes.map(([from, to]) => ({ from: at(from), to: to === null ? null : at(to) })),
})
const failed = (entryId: string) => actionWith({ entryId, result: 'no_effect', resultAt: at(20) })

describe('why the bot asks now', () => {
  it.each<[string, () => string, string]>([
    [
      'an action that failed',
      () => why('no_effect'),
      '“restarted the ALB” had no effect, and “ALB is failing” still leads.',
    ],
    [
      'an action that made it worse',
      () => why('no_effect', { actions: [actionWith({ result: 'made_it_worse', resultAt: at(20) })] }),
      '“restarted the ALB” made it worse, and “ALB is failing” still leads.',
    ],
    [
      'several actions that failed',
      () => why('no_effect', { actions: [failed('first'), failed('action')] }),
      '2 actions did not help, the last “restarted the ALB”, and “ALB is failing” still leads.',
    ],
    [
      'an action that helped until the symptom came back',
      () => why('no_effect', { actions: [actionWith({ result: 'worked', resultAt: at(10) })] }),
      'It came back after “restarted the ALB”, and “ALB is failing” still leads.',
    ],
    [
      'an action on a hypothesis that is open beside a confirmed cause',
      () =>
        why('no_effect', {
          hypotheses: [
            hypothesisWith(),
            hypothesisWith({ number: 2, state: 'confirmed', verdict: 'cause', closedAt: at(25) }),
          ],
        }),
      '“restarted the ALB” had no effect, and “ALB is failing” still stands.',
    ],
    ['an action without a result', () => why('did_it_work'), 'Recorded 25 min ago, and no result yet.'],
    ['a test that is due', () => why('test_due'), 'The test of “ALB is failing” is due, after 15 min.'],
    ['a recurrence', () => why('recurrence'), 'Second time, 20 min after the first, and “ALB is failing” still leads.'],
    [
      'a recurrence that lasts as long as the last',
      () => why('recurrence', {}, windows([0, 20], [60, 81])),
      'Second time, about 21 min, like the first, and “ALB is failing” still leads.',
    ],
    [
      'a recurrence at regular intervals',
      () => why('recurrence', {}, windows([0, 5], [60, 90], [121, null])),
      'Third time, about 1 h 01 min after the last, as before, and “ALB is failing” still leads.',
    ],
    ['a wait', () => why('wait'), '30 min waiting on AWS support, nothing running meanwhile.'],
    [
      'a wait, with a test running',
      () => why('wait', { hypotheses: [{ ...lead, tests: [testWith({ dueAt: at(40) })] }] }),
      '30 min waiting on AWS support, 1 test running meanwhile.',
    ],
    [
      'a wait, with something done meanwhile',
      () => why('wait', { waits: [waitWith({ meanwhile: 'reading logs' })] }),
      '30 min waiting on AWS support; meanwhile: “reading logs”.',
    ],
    ['no hypothesis', () => why('no_hypothesis'), '30 min in, and no hypothesis is tracked.'],
    [
      'all hypotheses ruled out',
      () => why('no_hypothesis', { hypotheses: ruledOut }),
      '30 min in, 2 ruled out, nothing left on the table.',
    ],
    [
      'only a contributing factor',
      () =>
        why('no_hypothesis', {
          hypotheses: [hypothesisWith({ state: 'confirmed', verdict: 'contributing' })],
        }),
      '30 min in, and the cause is not known: what is confirmed only contributed.',
    ],
    [
      'a reopened incident',
      () => why('no_hypothesis', { incident: { ...stateWith().incident, reopenedAt: at(10) } }),
      'Reopened 20 min ago, and no hypothesis is tracked.',
    ],
    [
      'an unchallenged lead',
      () => why('unchallenged', { hypotheses: [hypothesisWith()] }),
      '“ALB is failing” has led for 30 min: 0 for, 0 against, no test.',
    ],
    [
      'a lead with evidence, tests and something unexplained',
      () =>
        why('unchallenged', {
          hypotheses: [
            {
              ...lead,
              evidence: [...evidenceOf('for', 2), ...evidenceOf('against', 1)],
              tests: [testWith(), testWith()],
            },
          ],
          unexplained: [unexplainedWith()],
        }),
      '“ALB is failing” has led for 30 min: 2 for, 1 against, 2 tests, 1 not explained.',
    ],
    [
      'one of several hypotheses',
      () => why('unchallenged', { hypotheses: [lead, hypothesisWith({ number: 2 })] }),
      '“ALB is failing” has stood for 30 min: 2 for, 0 against, no test.',
    ],
    [
      'an unexplained observation',
      () => why('unexplained'),
      '“no auto-scaling happened” has stood unexplained for 30 min.',
    ],
    [
      'many hypotheses, none tested',
      () => why('untested_crowd'),
      '4 hypotheses are open, the oldest for 30 min, and none was tested.',
    ],
    ['a long shift', () => why('long_shift', {}, noBackground, 250), 'Ben Berg has been in command for 4 h 10 min.'],
    [
      'one unexplained observation at the end',
      () => why('before_close'),
      'It is resolved, and “no auto-scaling happened” is not explained.',
    ],
    [
      'several unexplained observations at the end',
      () => why('before_close', { unexplained: [unexplainedWith(), unexplainedWith({ entryId: 'e2' })] }),
      'It is resolved, and 2 observations are not explained: “no auto-scaling happened” and others.',
    ],
    [
      'a resolution without a known cause',
      () => why('what_fixed_it'),
      'Better for 10 min, and nothing on record is known to have worked.',
    ],
  ])('%s', (_, words, expected) => {
    expect(words()).toBe(expected)
  })

  it.each(challengeReasons)('%s: is one short line, even if its subject is gone', (reason) => {
    const gone = explainWhyNow(stateWith(), { reason, hypothesisId: 'gone', aboutId: 'gone' }, noBackground, at(30))
    for (const line of [why(reason), gone]) {
      expect(line.length).toBeLessThanOrEqual(200)
      expect(line).toMatch(/\.$/)
      expect(line).not.toMatch(/NaN|undefined|Invalid|Infinity/)
    }
  })

  it('counts recurrences if there are more of them than impact windows', () => {
    const recurrences = [recurrenceWith({ at: at(20) }), recurrenceWith({ entryId: 'r2', at: at(40) })]
    expect(why('recurrence', { recurrences }, windows([0, 5]), 50)).toContain(
      'Third time, about 20 min after the last, as before',
    )
  })
})
