import { expect, it } from 'vitest'
import { at, challengeWith, contextAt, stateWith, unexplainedWith } from '../../../test/support/situation.ts'
import { reconcileChallenge } from './reconcile.ts'

const beforeClose = challengeWith({
  askedAt: at(15),
  reason: 'before_close',
  hypothesisId: null,
  aboutId: null,
})

it.each([
  ['is moot after the close, which explains nothing', 'closed', null, { kind: 'moot', answer: 'closed' }],
  [
    'is answered by explaining the observation',
    'resolved',
    at(18),
    { kind: 'ledger', answer: 'nothing is unexplained any more' },
  ],
] as const)('a question before the close %s', (_case, status, explainedAt, expected) => {
  const state = stateWith({
    incident: { status, resolvedAt: at(14) },
    unexplained: [unexplainedWith({ explainedAt })],
    challenges: [beforeClose],
  })
  const [change] = reconcileChallenge({ ...contextAt(20), state }).changes
  expect(change).toMatchObject({ type: 'challenge.answered', by: null, ...expected })
})
