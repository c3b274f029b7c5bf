import { describe, expect, it } from 'vitest'
import { apply } from '../../../test/support/apply.ts'
import {
  at,
  ben,
  callsOf,
  challengeWith,
  changed,
  contextAt,
  stateWith,
  testWith,
  typesOf,
} from '../../../test/support/situation.ts'
import type { StateChange } from '../../core/feature/change.ts'
import { undoableUndone } from '../../core/undo/changes.ts'
import { challengeReopened } from './changes.ts'
import type { Challenge } from './model.ts'
import { reconcileChallenge } from './reconcile.ts'

describe('undoing what answered a question', () => {
  const undone = [undoableUndone({ id: 'd', at: at(20) })] as const
  const answered = (given: Partial<Challenge>) =>
    challengeWith({
      askedAt: at(15),
      state: 'answered',
      answeredAt: at(17),
      answeredBy: ben.id,
      answerKind: 'ledger',
      answer: 'it is not',
      ...given,
    })
  const due = { reason: 'test_due', aboutId: 't1', hypothesisId: null } as const
  const running = { otherTests: [testWith({ hypothesisId: null })] }

  it('reopens the question, and refreshes its message', () => {
    const state = stateWith({ ...running, challenges: [answered(due)] })
    const decision = reconcileChallenge({ ...contextAt(20), state }, undone)
    expect(changed(decision, challengeReopened)).toEqual([challengeReopened({ id: 'c1' })])
    expect(callsOf(decision)).toEqual(['refresh'])
    const after = apply(state, decision.changes)
    expect(typesOf(reconcileChallenge({ ...contextAt(20), state: after }))).toEqual([])
  })

  // Each is the case above with one thing changed.
  it.each<[string, Parameters<typeof stateWith>[0], readonly StateChange[]]>([
    ['nothing was undone', { ...running, challenges: [answered(due)] }, []],
    ['it was answered by a button', { ...running, challenges: [answered({ ...due, answerKind: 'keep' })] }, undone],
    [
      'the ledger still answers it',
      {
        otherTests: [testWith({ hypothesisId: null, result: 'no', closedAt: at(17) })],
        challenges: [answered(due)],
      },
      undone,
    ],
    [
      'another was asked since',
      { ...running, challenges: [answered(due), challengeWith({ ...due, number: 2, askedAt: at(18) })] },
      undone,
    ],
  ])('keeps the answer if %s', (_, given, changes) => {
    const decision = reconcileChallenge({ ...contextAt(20), state: stateWith(given) }, changes)
    expect(typesOf(decision)).toEqual(['timer.set'])
    expect(decision.send).toEqual([])
  })
})
