import type { Decision, Refusal } from '../../src/core/decision.ts'
import type { DecisionContext } from '../../src/core/feature/context.ts'
import { beginTest } from '../../src/investigation/ledger/begin-test.ts'
import { closeTest, extendTest, giveUpTest } from '../../src/investigation/ledger/close-test.ts'
import {
  concludeHypothesis,
  markLeadingHypothesis,
  reopenHypothesis,
  unmarkLeadingHypothesis,
} from '../../src/investigation/ledger/conclude.ts'
import { addEvidence, addObservedEvidence, withdrawEvidence } from '../../src/investigation/ledger/evidence.ts'
import { proposeDespiteSimilar } from '../../src/investigation/ledger/propose.ts'
import {
  explainObservation,
  noExplanationNeeded,
  observeUnexplained,
} from '../../src/investigation/ledger/unexplained.ts'
import type { ResponseState } from '../../src/postmortem/state.ts'
import { ana } from './situation.ts'

/** What people do to the ledger, in any order: whatever they name, `pick` chooses. */

export type Operation = (state: ResponseState, pick: number, ctx: DecisionContext) => Decision | Refusal

export const none: Refusal = { refusal: 'nothing there' }
const pickFrom = <T>(all: readonly T[], pick: number): T | undefined => all[pick % Math.max(1, all.length)]
const row = (state: ResponseState, pick: number) => pickFrom(state.hypotheses, pick)
const idOf = (state: ResponseState, pick: number) => row(state, pick)?.id ?? 'nobody'
const testAt = ({ hypotheses, otherTests }: ResponseState, pick: number) =>
  pickFrom([...hypotheses.flatMap(({ tests }) => tests), ...otherTests], pick)
const ifAny = <T>(found: T | undefined, then: (found: T) => Decision | Refusal): Decision | Refusal =>
  found === undefined ? none : then(found)

export const ledgerOperations: Record<string, Operation> = {
  propose: (state, pick, ctx) => proposeDespiteSimilar(state, `cause ${pick}`, ana, ctx),
  lead: (state, pick, ctx) => markLeadingHypothesis(state, idOf(state, pick), ana, ctx),
  standDown: (state, pick, ctx) => unmarkLeadingHypothesis(state, idOf(state, pick), ana, ctx),
  ruleOut: (state, pick, ctx) => concludeHypothesis(state, idOf(state, pick), 'ruled_out', 'no', ana, ctx),
  park: (state, pick, ctx) => concludeHypothesis(state, idOf(state, pick), 'parked', 'later', ana, ctx),
  confirm: (state, pick, ctx) => concludeHypothesis(state, idOf(state, pick), 'cause', 'seen', ana, ctx),
  reopen: (state, pick, ctx) => reopenHypothesis(state, idOf(state, pick), 'back', ana, ctx),
  observe: (state, pick, ctx) =>
    ifAny(row(state, pick), (hypothesis) =>
      addObservedEvidence(state, hypothesis, 'seen', pick % 2 ? 'for' : 'against', ana, ctx),
    ),
  against: (state, pick, ctx) =>
    ifAny(row(state, pick), (hypothesis) =>
      ifAny(pickFrom(state.unexplained, pick), ({ entryId, text }) =>
        addEvidence(state, hypothesis, { id: entryId, text }, pick % 2 ? 'for' : 'against', ana, ctx),
      ),
    ),
  withdraw: (state, pick, ctx) =>
    ifAny(row(state, pick), (hypothesis) =>
      ifAny(pickFrom(hypothesis.evidence, pick), ({ entryId }) =>
        withdrawEvidence(state, hypothesis, entryId, ana, ctx),
      ),
    ),
  begin: (state, pick, ctx) => beginTest(state, row(state, pick)?.id ?? null, 'look', 10, ana, ctx),
  result: (state, pick, ctx) =>
    ifAny(testAt(state, pick), (test) => closeTest(state, test, 'ok', pick % 2 ? 'for' : 'against', ana, ctx)),
  more: (state, pick, ctx) => ifAny(testAt(state, pick), (test) => extendTest(state, test, 60, ana, ctx)),
  giveUp: (state, pick, ctx) => ifAny(testAt(state, pick), (test) => giveUpTest(state, test, ana, ctx)),
  odd: (state, pick, ctx) => observeUnexplained(state, `odd ${pick}`, ana, ctx),
  explain: (state, pick, ctx) =>
    ifAny(pickFrom(state.unexplained, pick), ({ entryId }) =>
      explainObservation(state, entryId, idOf(state, pick), '', ana, ctx),
    ),
  forget: (state, pick, ctx) =>
    ifAny(pickFrom(state.unexplained, pick), ({ entryId }) =>
      explainObservation(state, entryId, noExplanationNeeded, '', ana, ctx),
    ),
}
