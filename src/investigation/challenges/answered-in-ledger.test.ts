import { describe, expect, it } from 'vitest'
import {
  actionWith,
  at,
  ben,
  challengeWith,
  changed,
  contextAt,
  hypothesisWith,
  recurrenceWith,
  stateWith,
  testWith,
  unexplainedWith,
  waitWith,
} from '../../../test/support/situation.ts'
import type { StateChange } from '../../core/feature/change.ts'
import { undoableDone } from '../../core/undo/changes.ts'
import type { InvestigationState } from '../state.ts'
import { challengeAnswered } from './changes.ts'
import type { ChallengeReason } from './model.ts'
import { reconcileChallenge } from './reconcile.ts'

const lead = hypothesisWith()

describe('a question about', () => {
  const about = (reason: ChallengeReason, aboutId: string | null) =>
    challengeWith({ askedAt: at(15), reason, hypothesisId: null, aboutId })
  const begun = testWith({ begunAt: at(18), dueAt: at(30) })
  /** How the challenge ends if reconciled at minute 20; undefined if it stays open. */
  function ending(state: InvestigationState): string | undefined {
    const [change] = reconcileChallenge({ ...contextAt(20), state }).changes
    if (!change || !challengeAnswered.is(change)) return undefined
    return change.kind === 'moot' ? `moot: ${change.answer}` : `${change.by}: ${change.answer}`
  }

  it.each<[string, Parameters<typeof stateWith>[0], string | undefined]>([
    [
      'an action is answered by its result',
      {
        hypotheses: [lead],
        actions: [actionWith({ result: 'helped_in_part', resultAt: at(18) })],
        challenges: [about('did_it_work', 'action')],
      },
      'UBEN: helped in part',
    ],
    [
      'an action becomes moot when the action is withdrawn',
      { hypotheses: [lead], challenges: [about('did_it_work', 'action')] },
      'moot: what it was about is gone',
    ],
    [
      'an action is not answered by a rival',
      {
        hypotheses: [lead, hypothesisWith({ number: 2, openedAt: at(18), lastChallengedAt: at(18) })],
        actions: [actionWith()],
        challenges: [about('did_it_work', 'action')],
      },
      undefined,
    ],
    [
      'a test is answered by its result',
      {
        otherTests: [testWith({ hypothesisId: null, closedAt: at(18), closedBy: ben.id, result: 'it is not' })],
        challenges: [about('test_due', 't1')],
      },
      'UBEN: it is not',
    ],
    [
      'a test is answered by giving it up',
      {
        otherTests: [testWith({ hypothesisId: null, closedAt: at(18), closedBy: ben.id })],
        challenges: [about('test_due', 't1')],
      },
      'UBEN: given up',
    ],
    [
      'a test is answered by extending it',
      {
        otherTests: [testWith({ hypothesisId: null, dueAt: at(40) })],
        challenges: [about('test_due', 't1')],
      },
      'UBEN: more time',
    ],
    [
      'a wait is answered by its end',
      {
        hypotheses: [lead],
        waits: [waitWith({ endedAt: at(18), outcome: 'all healthy' })],
        challenges: [about('wait', 'w1')],
      },
      'null: all healthy',
    ],
    [
      'a wait is answered by a test begun meanwhile',
      {
        hypotheses: [{ ...lead, tests: [begun] }],
        waits: [waitWith()],
        challenges: [about('wait', 'w1')],
      },
      'UBEN: bypass the ALB',
    ],
    [
      'something unexplained is answered by its explanation',
      {
        hypotheses: [lead],
        unexplained: [unexplainedWith({ explainedAt: at(18), explainedBy: 'h1' })],
        challenges: [about('unexplained', 'odd')],
      },
      'null: explained by ALB is failing',
    ],
    [
      'a recurrence is not answered by a cause confirmed before it',
      {
        hypotheses: [{ ...lead, state: 'confirmed', verdict: 'cause', closedAt: at(8), closedBy: ben.id }],
        recurrences: [recurrenceWith({ at: at(12) })],
        challenges: [{ ...about('recurrence', 'recurrence'), hypothesisId: 'h1' }],
      },
      undefined,
    ],
    [
      'the lead is answered by confirming another as the cause',
      {
        hypotheses: [
          lead,
          hypothesisWith({
            number: 2,
            statement: 'a leak',
            state: 'confirmed',
            verdict: 'cause',
            closedAt: at(18),
            lastChallengedAt: at(3),
          }),
        ],
        challenges: [{ ...about('unchallenged', null), hypothesisId: 'h1' }],
      },
      'null: “a leak” is confirmed as the cause',
    ],
    [
      'a long shift is answered by a hand-over',
      {
        hypotheses: [lead],
        challenges: [about('long_shift', null)],
      },
      'null: command was handed over',
    ],
  ])('%s', (_, given, expected) => {
    expect(ending(stateWith(given))).toBe(expected)
  })

  it('takes by whom and when from the undoable change if the ledger does not store them', () => {
    const state = stateWith({
      hypotheses: [{ ...lead, state: 'confirmed', verdict: 'cause' }],
      unexplained: [unexplainedWith({ explainedAt: at(18), explainedBy: 'h1' })],
      challenges: [about('unexplained', 'odd')],
    })
    const undoable: StateChange = undoableDone({
      id: 'd',
      incidentId: 'incident',
      subject: 'x',
      words: 'x',
      inverse: [],
      by: ben.id,
      at: at(19),
    })
    expect(changed(reconcileChallenge({ ...contextAt(20), state }, [undoable]), challengeAnswered)).toMatchObject([
      { by: ben.id, at: at(19), kind: 'ledger', answer: 'explained by ALB is failing' },
    ])
  })
})
