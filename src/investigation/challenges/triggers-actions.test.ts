import { describe, expect, it } from 'vitest'
import { answered, groundsTable } from '../../../test/support/asking.ts'
import {
  actionWith,
  at,
  challengeWith,
  hypothesisWith,
  recurrenceWith,
  stateWith,
  testWith,
  unexplainedWith,
} from '../../../test/support/situation.ts'
import type { Challenge } from './model.ts'
import { findActionGraceStartMs } from './triggers.ts'

const lead = hypothesisWith()
const cause = hypothesisWith({ state: 'confirmed', verdict: 'cause', closedAt: at(3) })
const failed = actionWith({ result: 'no_effect', resultAt: at(9) })
const helped = actionWith({ result: 'worked', resultAt: at(9) })
const reopened = { reopenedAt: at(20) }
const monitoring = { status: 'monitoring' } as const
const challenge = (given: Partial<Challenge>, at = 40) => answered(at - 1, at, given)

groundsTable('no_effect', [
  ['a failed action on the lead', { hypotheses: [lead], actions: [failed] }, ['9+2 h1 action ×1']],
  ['a failed action on the confirmed cause', { hypotheses: [cause], actions: [failed] }, ['9+2 h1 action ×1']],
  ['a failed action without a hypothesis', { actions: [failed] }, ['9+2 - action ×1']],
  [
    'not a failed action without a hypothesis, once one is held',
    { hypotheses: [hypothesisWith({ openedAt: at(7) })], actions: [failed] },
    [],
  ],
  [
    'not a failed action on a contributing factor, which is no longer held',
    { hypotheses: [{ ...cause, verdict: 'contributing' }], actions: [failed] },
    [],
  ],
  [
    'the hypothesis was challenged at that very moment',
    { hypotheses: [{ ...lead, lastChallengedAt: at(9) }], actions: [failed] },
    ['9+2 h1 action ×1'],
  ],
  [
    'not if the hypothesis was challenged since',
    { hypotheses: [{ ...lead, lastChallengedAt: at(9.1) }], actions: [failed] },
    [],
  ],
  ['not before the reopening', { incident: reopened, hypotheses: [lead], actions: [failed] }, []],
  [
    'at the moment of the reopening',
    { incident: { reopenedAt: at(9) }, hypotheses: [lead], actions: [failed] },
    ['9+2 h1 action ×1'],
  ],
  ['not an action that helped', { hypotheses: [lead], actions: [helped] }, []],
  [
    'an action that helped until the symptom came back',
    { hypotheses: [lead], actions: [helped], recurrences: [recurrenceWith({ recordedAt: at(11) })] },
    ['11+2 h1 action ×1'],
  ],
  [
    'not if the symptom came back at the moment of the action',
    { hypotheses: [lead], actions: [helped], recurrences: [recurrenceWith({ at: at(5) })] },
    [],
  ],
  [
    'not an action with an unknown result, even if the symptom came back',
    {
      hypotheses: [lead],
      actions: [actionWith({ result: 'unknown', resultAt: at(9) })],
      recurrences: [recurrenceWith()],
    },
    [],
  ],
  [
    'the first of several recurrences counts',
    {
      hypotheses: [lead],
      actions: [helped],
      recurrences: [recurrenceWith(), recurrenceWith({ entryId: 'r2', at: at(30) })],
    },
    ['10+2 h1 action ×1'],
  ],
  [
    'the latest of several, in any order',
    { hypotheses: [lead], actions: [{ ...failed, entryId: 'a2', resultAt: at(12) }, failed] },
    ['12+2 h1 a2 ×1'],
  ],
  [
    'the last of several at the same moment',
    { hypotheses: [lead], actions: [failed, { ...failed, entryId: 'a2' }] },
    ['9+2 h1 a2 ×1'],
  ],
  [
    'one for each hypothesis',
    {
      hypotheses: [lead, hypothesisWith({ number: 2, openedAt: at(6), lastChallengedAt: at(6) })],
      actions: [failed, { ...failed, entryId: 'a2', at: at(7), resultAt: at(12) }],
    },
    ['9+2 h1 action ×1', '12+2 h2 a2 ×1'],
  ],
  ['not a result given at an unknown time', { actions: [{ ...failed, resultAt: null }] }, []],
  ['also while monitoring', { incident: monitoring, hypotheses: [cause], actions: [failed] }, ['9+2 h1 action ×1']],
])

groundsTable('did_it_work', [
  ['an action without a result', { actions: [actionWith()] }, ['5+10 - action ×1']],
  ['not an action with a result', { actions: [helped] }, []],
  [
    'not once the symptom came back, which is result enough',
    { actions: [actionWith()], recurrences: [recurrenceWith()] },
    [],
  ],
  ['not an action before the reopening', { incident: reopened, actions: [actionWith()] }, []],
  [
    'an action at the moment of the reopening',
    { incident: { reopenedAt: at(5) }, actions: [actionWith()] },
    ['5+10 - action ×1'],
  ],
  [
    'an action of which it was too early to tell',
    {
      actions: [actionWith()],
      challenges: [challenge({ reason: 'did_it_work', aboutId: 'action', answerKind: 'later' })],
    },
    ['40+10 - action ×1'],
  ],
  ['not while monitoring', { incident: monitoring, actions: [actionWith()] }, []],
])

describe('the grace period of an action begins', () => {
  const own = { reason: 'did_it_work', aboutId: 'action', answerKind: 'later' } as const
  it.each<[string, Partial<Challenge>[], number]>([
    ['when it was recorded', [], 5],
    ['when somebody said that it is too early', [own], 40],
    ['when somebody last said so', [own, { ...own, answeredAt: at(50) }], 50],
    ['whatever was said of another action', [{ ...own, aboutId: 'a2' }], 5],
    ['whatever else was put off', [{ ...own, reason: 'wait' }], 5],
    ['whatever else was answered', [{ ...own, answerKind: 'reply' }], 5],
    ['whatever was said at an unknown time', [{ ...own, answeredAt: null }], 5],
  ])('%s', (_, challenges, expected) => {
    const state = stateWith({ challenges: challenges.map((given) => challenge(given)) })
    expect(findActionGraceStartMs(state, actionWith())).toBe(at(expected).getTime())
  })
})

groundsTable('test_due', [
  ['a running test', { hypotheses: [{ ...lead, tests: [testWith()] }] }, ['15+0 h1 t1 ×1']],
  ['not a closed test', { hypotheses: [{ ...lead, tests: [testWith({ closedAt: at(9) })] }] }, []],
  ['a test without a hypothesis', { otherTests: [testWith({ hypothesisId: null })] }, ['15+0 - t1 ×1']],
])

groundsTable('recurrence', [
  ['the symptom came back', { hypotheses: [lead], recurrences: [recurrenceWith()] }, ['10+2 h1 recurrence ×1']],
  ['not without a hypothesis', { recurrences: [recurrenceWith()] }, []],
  [
    'the last of several counts',
    { hypotheses: [lead], recurrences: [recurrenceWith(), recurrenceWith({ entryId: 'r2', at: at(12) })] },
    ['12+2 h1 r2 ×1'],
  ],
  ['not before the reopening', { incident: reopened, hypotheses: [lead], recurrences: [recurrenceWith()] }, []],
  [
    'at the moment of the reopening',
    { incident: { reopenedAt: at(10) }, hypotheses: [lead], recurrences: [recurrenceWith()] },
    ['10+2 h1 recurrence ×1'],
  ],
  [
    'recorded at the moment the hypothesis was challenged',
    { hypotheses: [{ ...lead, lastChallengedAt: at(10) }], recurrences: [recurrenceWith()] },
    ['10+2 h1 recurrence ×1'],
  ],
  [
    'not if recorded before the hypothesis was challenged',
    { hypotheses: [{ ...lead, lastChallengedAt: at(10.1) }], recurrences: [recurrenceWith()] },
    [],
  ],
  [
    'at the moment the hypothesis was proposed',
    { hypotheses: [hypothesisWith({ openedAt: at(10) })], recurrences: [recurrenceWith()] },
    ['10+2 h1 recurrence ×1'],
  ],
  [
    'not if it happened before the hypothesis was proposed, though recorded later',
    {
      hypotheses: [hypothesisWith({ openedAt: at(11) })],
      recurrences: [recurrenceWith({ recordedAt: at(12) })],
    },
    [],
  ],
  [
    'not after an action on the hypothesis, which had no effect',
    { hypotheses: [lead], actions: [helped], recurrences: [recurrenceWith()] },
    [],
  ],
  [
    'before an action on the hypothesis',
    { hypotheses: [lead], actions: [actionWith({ at: at(15) })], recurrences: [recurrenceWith()] },
    ['10+2 h1 recurrence ×1'],
  ],
  [
    'a second one after an action on the hypothesis',
    {
      hypotheses: [lead],
      actions: [helped],
      recurrences: [recurrenceWith(), recurrenceWith({ entryId: 'r2', at: at(30) })],
    },
    ['30+2 h1 r2 ×1'],
  ],
])

const resolved = { status: 'resolved', resolvedAt: at(60) } as const
groundsTable('before_close', [
  ['something is unexplained', { incident: resolved, unexplained: [unexplainedWith()] }, ['60+2 - - ×1']],
  [
    'not if everything is explained',
    { incident: resolved, unexplained: [unexplainedWith({ explainedAt: at(3) })] },
    [],
  ],
  ['not while monitoring', { incident: { ...resolved, ...monitoring }, unexplained: [unexplainedWith()] }, []],
  ['not without a time of resolution', { incident: { status: 'resolved' }, unexplained: [unexplainedWith()] }, []],
  ['not once it is closed', { incident: { ...resolved, status: 'closed' }, unexplained: [unexplainedWith()] }, []],
])

groundsTable('what_fixed_it', [
  ['mitigated, and nobody knows why', { incident: { ...monitoring, mitigatedAt: at(50) } }, ['50+10 - - ×1']],
  ['counted from the mitigation', { incident: { ...resolved, mitigatedAt: at(50) } }, ['50+10 - - ×1']],
  ['counted from the resolution', { incident: resolved }, ['60+10 - - ×1']],
  ['counted from a reopening', { incident: { ...monitoring, ...reopened } }, ['20+10 - - ×1']],
  ['not if the cause is known', { incident: resolved, hypotheses: [cause] }, []],
  [
    'only a contributing factor is known',
    { incident: resolved, hypotheses: [{ ...cause, verdict: 'contributing' }] },
    ['60+10 - - ×1'],
  ],
  ['not if an action worked', { incident: resolved, actions: [helped] }, []],
  ['not if an action helped in part', { incident: resolved, actions: [{ ...helped, result: 'helped_in_part' }] }, []],
  ['no action helped', { incident: resolved, actions: [failed] }, ['60+10 - - ×1']],
  ['not once it was answered', { incident: resolved, challenges: [challenge({ reason: 'what_fixed_it' })] }, []],
  [
    'it was asked but not answered, or something else was answered',
    { incident: resolved, challenges: [challengeWith({ reason: 'what_fixed_it' }), challenge({})] },
    ['60+10 - - ×1'],
  ],
  ['not while the cause is sought', {}, []],
])
