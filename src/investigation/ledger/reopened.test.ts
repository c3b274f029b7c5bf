import { describe, expect, it } from 'vitest'
import { apply } from '../../../test/support/apply.ts'
import { ana, at, changed, contextAt, decided, stateWith } from '../../../test/support/situation.ts'
import type { Decision, Refusal } from '../../core/decision.ts'
import { undoableDone } from '../../core/undo/changes.ts'
import type { ResponseState } from '../../postmortem/state.ts'
import { noBackground } from '../challenges/background.ts'
import { explainWhyNow } from '../challenges/why.ts'
import { concludeHypothesis, reopenHypothesis } from './conclude.ts'
import { type Hypothesis, openSince } from './model.ts'
import { proposeDespiteSimilar } from './propose.ts'
import { openText } from './rows.ts'
import { summarizeHypothesis } from './standing.ts'
import { ledgerSummaryLines } from './summary.ts'

const only = ({ hypotheses }: ResponseState): Hypothesis => {
  const [hypothesis, ...others] = hypotheses
  if (!hypothesis || others.length > 0) throw new Error('expected exactly one hypothesis')
  return hypothesis
}
const after = (state: ResponseState, outcome: Decision | Refusal) => apply(state, decided(outcome).changes)
const undone = (state: ResponseState, outcome: Decision | Refusal) =>
  apply(
    after(state, outcome),
    changed(decided(outcome), undoableDone).flatMap(({ inverse }) => inverse),
  )

const ruledOut = (state: ResponseState, minute: number) =>
  concludeHypothesis({ ...contextAt(minute), state, by: ana }, only(state).id, 'ruled_out', 'it is not')
const reopened = (state: ResponseState, minute: number) =>
  reopenHypothesis({ ...contextAt(minute), state, by: ana }, only(state).id, 'it is after all')

/** Proposed in minute 5, ruled out in minute 20, reopened in minute 40. */
const proposed = after(stateWith(), proposeDespiteSimilar({ ...contextAt(5), state: stateWith(), by: ana }, 'the ALB'))
const closedOnce = after(proposed, ruledOut(proposed, 20))
const again = after(closedOnce, reopened(closedOnce, 40))

describe('a hypothesis that was ruled out and reopened', () => {
  it.each([
    ['a challenge', sayWhyNow(again), '“the ALB” has led for 15 min'],
    ['a handover', summarizeHypothesis(again, only(again), at(55)), ', 15 min'],
    ['the ledger', openText(again, only(again)), `open since <!date^${at(40).getTime() / 1000}^`],
    ['the panel', ledgerSummaryLines(again).join(), `open since <!date^${at(40).getTime() / 1000}^`],
  ])('counts its age from the reopening in %s', (_, text, expected) => {
    expect(text).toContain(expected)
  })

  it.each<[string, ResponseState, number]>([
    ['proposed', proposed, 5],
    ['ruled out', closedOnce, 5],
    ['ruled out, then undone', undone(proposed, ruledOut(proposed, 20)), 5],
    ['reopened', again, 40],
    ['reopened, then undone', undone(closedOnce, reopened(closedOnce, 40)), 5],
    ['reopened and ruled out', after(again, ruledOut(again, 60)), 40],
    ['reopened and ruled out, then undone', undone(again, ruledOut(again, 60)), 40],
  ])('%s: open since minute $2', (_, state, minute) => {
    expect(openSince(only(state))).toEqual(at(minute))
  })
})

function sayWhyNow(state: ResponseState): string {
  const about = { reason: 'unchallenged', hypothesisId: only(state).id, aboutId: null } as const
  return explainWhyNow(state, about, noBackground, at(55))
}
