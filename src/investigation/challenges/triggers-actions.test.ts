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
  ['an action that failed, of what leads', { hypotheses: [lead], actions: [failed] }, ['9+2 h1 action ×1']],
  ['of the confirmed cause', { hypotheses: [cause], actions: [failed] }, ['9+2 h1 action ×1']],
  ['of nothing', { actions: [failed] }, ['9+2 - action ×1']],
  [
    'of nothing, while something else is believed now',
    { hypotheses: [hypothesisWith({ openedAt: at(7) })], actions: [failed] },
    [],
  ],
  [
    'of a contributing factor: that is held no more',
    { hypotheses: [{ ...cause, verdict: 'contributing' }], actions: [failed] },
    [],
  ],
  [
    'put to the question at that very moment',
    { hypotheses: [{ ...lead, lastChallengedAt: at(9) }], actions: [failed] },
    ['9+2 h1 action ×1'],
  ],
  ['put to the question since', { hypotheses: [{ ...lead, lastChallengedAt: at(9.1) }], actions: [failed] }, []],
  ['before it was reopened', { incident: reopened, hypotheses: [lead], actions: [failed] }, []],
  [
    'at the moment it was reopened',
    { incident: { reopenedAt: at(9) }, hypotheses: [lead], actions: [failed] },
    ['9+2 h1 action ×1'],
  ],
  ['an action that helped', { hypotheses: [lead], actions: [helped] }, []],
  [
    'an action that helped, until it was back',
    { hypotheses: [lead], actions: [helped], recurrences: [recurrenceWith({ recordedAt: at(11) })] },
    ['11+2 h1 action ×1'],
  ],
  [
    'it was back at the moment of the action',
    { hypotheses: [lead], actions: [helped], recurrences: [recurrenceWith({ at: at(5) })] },
    [],
  ],
  [
    'an action of which nobody knows the result, and it was back',
    {
      hypotheses: [lead],
      actions: [actionWith({ result: 'unknown', resultAt: at(9) })],
      recurrences: [recurrenceWith()],
    },
    [],
  ],
  [
    'the first time it was back counts',
    {
      hypotheses: [lead],
      actions: [helped],
      recurrences: [recurrenceWith(), recurrenceWith({ entryId: 'r2', at: at(30) })],
    },
    ['10+2 h1 action ×1'],
  ],
  [
    'of several the latest, in whatever order they are told',
    { hypotheses: [lead], actions: [{ ...failed, entryId: 'a2', resultAt: at(12) }, failed] },
    ['12+2 h1 a2 ×1'],
  ],
  [
    'of several at the same moment the last',
    { hypotheses: [lead], actions: [failed, { ...failed, entryId: 'a2' }] },
    ['9+2 h1 a2 ×1'],
  ],
  [
    'of each explanation one',
    {
      hypotheses: [lead, hypothesisWith({ number: 2, openedAt: at(6), lastChallengedAt: at(6) })],
      actions: [failed, { ...failed, entryId: 'a2', at: at(7), resultAt: at(12) }],
    },
    ['9+2 h1 action ×1', '12+2 h2 a2 ×1'],
  ],
  ['of which nobody knows when it was told', { actions: [{ ...failed, resultAt: null }] }, []],
  [
    'also while it is only watched',
    { incident: monitoring, hypotheses: [cause], actions: [failed] },
    ['9+2 h1 action ×1'],
  ],
])

groundsTable('did_it_work', [
  ['an action without a result', { actions: [actionWith()] }, ['5+10 - action ×1']],
  ['an action with one', { actions: [helped] }, []],
  ['it is back: that tells', { actions: [actionWith()], recurrences: [recurrenceWith()] }, []],
  ['of before it was reopened', { incident: reopened, actions: [actionWith()] }, []],
  ['of the moment it was reopened', { incident: { reopenedAt: at(5) }, actions: [actionWith()] }, ['5+10 - action ×1']],
  [
    'of which it was too early to tell',
    {
      actions: [actionWith()],
      challenges: [challenge({ reason: 'did_it_work', aboutId: 'action', answerKind: 'later' })],
    },
    ['40+10 - action ×1'],
  ],
  ['not while it is only watched', { incident: monitoring, actions: [actionWith()] }, []],
])

describe('an action has its time', () => {
  const own = { reason: 'did_it_work', aboutId: 'action', answerKind: 'later' } as const
  it.each<[string, Partial<Challenge>[], number]>([
    ['since it was recorded', [], 5],
    ['since somebody said that it is too early', [own], 40],
    ['since it was said last', [own, { ...own, answeredAt: at(50) }], 50],
    ['whatever was said of another', [{ ...own, aboutId: 'a2' }], 5],
    ['whatever else was put off', [{ ...own, reason: 'wait' }], 5],
    ['whatever else was answered', [{ ...own, answerKind: 'reply' }], 5],
    ['where the answer has no time', [{ ...own, answeredAt: null }], 5],
  ])('%s', (_, challenges, expected) => {
    const state = stateWith({ challenges: challenges.map((given) => challenge(given)) })
    expect(findActionGraceStartMs(state, actionWith())).toBe(at(expected).getTime())
  })
})

groundsTable('test_due', [
  ['a test that runs', { hypotheses: [{ ...lead, tests: [testWith()] }] }, ['15+0 h1 t1 ×1']],
  ['a test that has told', { hypotheses: [{ ...lead, tests: [testWith({ closedAt: at(9) })] }] }, []],
  ['a test of nothing in particular', { otherTests: [testWith({ hypothesisId: null })] }, ['15+0 - t1 ×1']],
])

groundsTable('recurrence', [
  ['it was back', { hypotheses: [lead], recurrences: [recurrenceWith()] }, ['10+2 h1 recurrence ×1']],
  ['nothing is believed', { recurrences: [recurrenceWith()] }, []],
  [
    'the last one counts',
    { hypotheses: [lead], recurrences: [recurrenceWith(), recurrenceWith({ entryId: 'r2', at: at(12) })] },
    ['12+2 h1 r2 ×1'],
  ],
  ['before it was reopened', { incident: reopened, hypotheses: [lead], recurrences: [recurrenceWith()] }, []],
  [
    'at the moment it was reopened',
    { incident: { reopenedAt: at(10) }, hypotheses: [lead], recurrences: [recurrenceWith()] },
    ['10+2 h1 recurrence ×1'],
  ],
  [
    'told at the moment it was put to the question',
    { hypotheses: [{ ...lead, lastChallengedAt: at(10) }], recurrences: [recurrenceWith()] },
    ['10+2 h1 recurrence ×1'],
  ],
  [
    'told before it was put to the question',
    { hypotheses: [{ ...lead, lastChallengedAt: at(10.1) }], recurrences: [recurrenceWith()] },
    [],
  ],
  [
    'at the moment the explanation was proposed',
    { hypotheses: [hypothesisWith({ openedAt: at(10) })], recurrences: [recurrenceWith()] },
    ['10+2 h1 recurrence ×1'],
  ],
  [
    'told after the explanation was proposed, but it happened before',
    {
      hypotheses: [hypothesisWith({ openedAt: at(11) })],
      recurrences: [recurrenceWith({ recordedAt: at(12) })],
    },
    [],
  ],
  [
    'after something was done for it: that had no effect',
    { hypotheses: [lead], actions: [helped], recurrences: [recurrenceWith()] },
    [],
  ],
  [
    'before something was done for it',
    { hypotheses: [lead], actions: [actionWith({ at: at(15) })], recurrences: [recurrenceWith()] },
    ['10+2 h1 recurrence ×1'],
  ],
  [
    'once more after that was told',
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
  ['something is not explained', { incident: resolved, unexplained: [unexplainedWith()] }, ['60+2 - - ×1']],
  ['everything is', { incident: resolved, unexplained: [unexplainedWith({ explainedAt: at(3) })] }, []],
  ['it is only watched', { incident: { ...resolved, ...monitoring }, unexplained: [unexplainedWith()] }, []],
  ['nobody knows when', { incident: { status: 'resolved' }, unexplained: [unexplainedWith()] }, []],
  ['it is closed', { incident: { ...resolved, status: 'closed' }, unexplained: [unexplainedWith()] }, []],
])

groundsTable('what_fixed_it', [
  ['better, and nobody knows why', { incident: { ...monitoring, mitigatedAt: at(50) } }, ['50+10 - - ×1']],
  ['since it was mitigated', { incident: { ...resolved, mitigatedAt: at(50) } }, ['50+10 - - ×1']],
  ['since it was resolved', { incident: resolved }, ['60+10 - - ×1']],
  ['since it was reopened', { incident: { ...monitoring, ...reopened } }, ['20+10 - - ×1']],
  ['the cause is known', { incident: resolved, hypotheses: [cause] }, []],
  [
    'only what contributed is known',
    { incident: resolved, hypotheses: [{ ...cause, verdict: 'contributing' }] },
    ['60+10 - - ×1'],
  ],
  ['something worked', { incident: resolved, actions: [helped] }, []],
  ['something helped in part', { incident: resolved, actions: [{ ...helped, result: 'helped_in_part' }] }, []],
  ['nothing did', { incident: resolved, actions: [failed] }, ['60+10 - - ×1']],
  ['it was answered', { incident: resolved, challenges: [challenge({ reason: 'what_fixed_it' })] }, []],
  [
    'it was asked, or something else was answered',
    { incident: resolved, challenges: [challengeWith({ reason: 'what_fixed_it' }), challenge({})] },
    ['60+10 - - ×1'],
  ],
  ['the cause is still sought', {}, []],
])
