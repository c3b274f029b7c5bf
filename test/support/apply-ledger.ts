import type { ChangeOf } from '../../src/core/feature/change.ts'
import {
  type evidenceAdded,
  evidenceRemoved,
  type hypothesisDropped,
  type leadChanged,
  observationExplained,
  observationForgotten,
  observationUnexplained,
  type testClosed,
  type testPostponed,
  type testRemoved,
  type testReopened,
} from '../../src/investigation/ledger/changes.ts'
import type { Hypothesis, HypothesisTest } from '../../src/investigation/ledger/model.ts'
import type { ResponseState } from '../../src/postmortem/state.ts'
import { evidenceOf, unexplainedWith } from './situation.ts'

type EvidenceChange = ChangeOf<typeof evidenceAdded | typeof evidenceRemoved>
type TestChange = ChangeOf<typeof testClosed | typeof testPostponed | typeof testRemoved | typeof testReopened>
type Observed = ChangeOf<typeof observationExplained | typeof observationForgotten | typeof observationUnexplained>
export type LedgerChange =
  | EvidenceChange
  | TestChange
  | Observed
  | ChangeOf<typeof hypothesisDropped | typeof leadChanged>

/** Applies to a state in memory what the change handlers of the ledger do to its rows. */
export function applyToLedger(state: ResponseState, change: LedgerChange): ResponseState {
  switch (change.type) {
    case 'hypothesis.dropped':
      return rows(state, (row) => (isDropped(row, change.entryId) ? parked(row, change) : row))
    case 'hypothesis.leads':
      return rows(state, (row) => ({ ...row, leads: row.id === change.id && row.state === 'open' }))
    case 'evidence.added':
    case 'evidence.removed':
      return rows(state, (row) => (row.id === change.hypothesisId ? withEvidence(row, change) : row))
    case 'test.closed':
    case 'test.reopened':
    case 'test.removed':
    case 'test.postponed':
      return tests(state, (all) => all.flatMap((test) => (test.id === change.id ? tested(test, change) : [test])))
    case 'observation.unexplained':
    case 'observation.explained':
    case 'observation.forgotten':
      return isOff(state, change) ? state : { ...state, unexplained: observed(state.unexplained, change) }
    default:
      return state
  }
}

const rows = (state: ResponseState, change: (row: Hypothesis) => Hypothesis): ResponseState => ({
  ...state,
  hypotheses: state.hypotheses.map(change),
})

const isDropped = ({ entryId, state, evidence, tests: own }: Hypothesis, dropped: string): boolean =>
  entryId === dropped && state === 'open' && evidence.length + own.length === 0

const parked = (
  row: Hypothesis,
  { at: closedAt, by: closedBy, because: closedBecause }: ChangeOf<typeof hypothesisDropped>,
): Hypothesis => ({ ...row, state: 'parked', leads: false, closedAt, closedBy, closedBecause })

function withEvidence(row: Hypothesis, change: EvidenceChange): Hypothesis {
  const others = row.evidence.filter(({ entryId }) => entryId !== change.entryId)
  if (evidenceRemoved.is(change)) return { ...row, evidence: others }
  const { type: _, ...added } = change
  return { ...row, evidence: [...others, ...evidenceOf(added.stance, 1, added)] }
}

function tested(test: HypothesisTest, change: TestChange): HypothesisTest[] {
  switch (change.type) {
    case 'test.removed':
      return []
    case 'test.postponed':
      return [{ ...test, dueAt: change.dueAt }]
    case 'test.reopened':
      return [{ ...test, result: null, speaks: null, closedAt: null, closedBy: null }]
    case 'test.closed': {
      const { result, speaks, at: closedAt, by: closedBy } = change
      return [{ ...test, result, speaks, closedAt, closedBy }]
    }
  }
}

const tests = (state: ResponseState, change: (all: HypothesisTest[]) => HypothesisTest[]): ResponseState => ({
  ...rows(state, (row) => ({ ...row, tests: change(row.tests) })),
  otherTests: change(state.otherTests),
})

/** Observations explained by this hypothesis become unexplained. */
export const unexplainedWithout = (state: ResponseState, id: string): ResponseState => ({
  ...state,
  unexplained: state.unexplained.map((seen) =>
    seen.explainedBy === id ? { ...seen, explainedBy: null, explainedAt: null } : seen,
  ),
})

/** A hypothesis that is ruled out or parked explains nothing. */
const isOff = ({ hypotheses }: ResponseState, change: Observed): boolean =>
  observationExplained.is(change) &&
  hypotheses.some(({ id, state }) => id === change.by && (state === 'ruled_out' || state === 'parked'))

function observed(all: ResponseState['unexplained'], change: Observed): ResponseState['unexplained'] {
  const { entryId } = change
  const others = all.filter((seen) => seen.entryId !== entryId)
  if (observationForgotten.is(change)) return others
  if (observationUnexplained.is(change)) return [...others, unexplainedWith({ entryId, since: change.at })]
  const { by: explainedBy, at: explainedAt } = change
  return all.map((seen) => (seen.entryId === entryId ? { ...seen, explainedBy, explainedAt } : seen))
}
