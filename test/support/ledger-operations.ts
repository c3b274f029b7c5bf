import type { Decision, Refusal } from '../../src/core/decision.ts'
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
import type { PostMortemContext } from '../../src/postmortem/settings.ts'
import type { ResponseState } from '../../src/postmortem/state.ts'
import { ana } from './situation.ts'

/** What people do to the ledger, in any order: whatever they name, `pick` chooses. */

export type Operation = (ctx: PostMortemContext, pick: number) => Decision | Refusal

export const none: Refusal = { refusal: 'nothing there' }
const pickFrom = <T>(all: readonly T[], pick: number): T | undefined => all[pick % Math.max(1, all.length)]
const row = (state: ResponseState, pick: number) => pickFrom(state.hypotheses, pick)
const idOf = (state: ResponseState, pick: number) => row(state, pick)?.id ?? 'nobody'
const testAt = ({ hypotheses, otherTests }: ResponseState, pick: number) =>
  pickFrom([...hypotheses.flatMap(({ tests }) => tests), ...otherTests], pick)
const ifAny = <T>(found: T | undefined, then: (found: T) => Decision | Refusal): Decision | Refusal =>
  found === undefined ? none : then(found)

export const ledgerOperations: Record<string, Operation> = {
  propose: (ctx, pick) => proposeDespiteSimilar({ ...ctx, by: ana }, `cause ${pick}`),
  lead: (ctx, pick) => markLeadingHypothesis({ ...ctx, by: ana }, idOf(ctx.state, pick)),
  standDown: (ctx, pick) => unmarkLeadingHypothesis({ ...ctx, by: ana }, idOf(ctx.state, pick)),
  ruleOut: (ctx, pick) => concludeHypothesis({ ...ctx, by: ana }, idOf(ctx.state, pick), 'ruled_out', 'no'),
  park: (ctx, pick) => concludeHypothesis({ ...ctx, by: ana }, idOf(ctx.state, pick), 'parked', 'later'),
  confirm: (ctx, pick) => concludeHypothesis({ ...ctx, by: ana }, idOf(ctx.state, pick), 'cause', 'seen'),
  reopen: (ctx, pick) => reopenHypothesis({ ...ctx, by: ana }, idOf(ctx.state, pick), 'back'),
  observe: (ctx, pick) =>
    ifAny(row(ctx.state, pick), (hypothesis) =>
      addObservedEvidence({ ...ctx, by: ana }, hypothesis, 'seen', pick % 2 ? 'for' : 'against'),
    ),
  against: (ctx, pick) =>
    ifAny(row(ctx.state, pick), (hypothesis) =>
      ifAny(pickFrom(ctx.state.unexplained, pick), ({ entryId, text }) =>
        addEvidence({ ...ctx, by: ana }, hypothesis, { id: entryId, text }, pick % 2 ? 'for' : 'against'),
      ),
    ),
  withdraw: (ctx, pick) =>
    ifAny(row(ctx.state, pick), (hypothesis) =>
      ifAny(pickFrom(hypothesis.evidence, pick), ({ entryId }) =>
        withdrawEvidence({ ...ctx, by: ana }, hypothesis, entryId),
      ),
    ),
  begin: (ctx, pick) =>
    beginTest({ ...ctx, by: ana }, row(ctx.state, pick)?.id ?? null, { words: 'look', minutes: 10 }),
  result: (ctx, pick) =>
    ifAny(testAt(ctx.state, pick), (test) => closeTest({ ...ctx, by: ana }, test, 'ok', pick % 2 ? 'for' : 'against')),
  more: (ctx, pick) => ifAny(testAt(ctx.state, pick), (test) => extendTest({ ...ctx, by: ana }, test, 60)),
  giveUp: (ctx, pick) => ifAny(testAt(ctx.state, pick), (test) => giveUpTest({ ...ctx, by: ana }, test)),
  odd: (ctx, pick) => observeUnexplained({ ...ctx, by: ana }, `odd ${pick}`),
  explain: (ctx, pick) =>
    ifAny(pickFrom(ctx.state.unexplained, pick), ({ entryId }) =>
      explainObservation({ ...ctx, by: ana }, entryId, idOf(ctx.state, pick), ''),
    ),
  forget: (ctx, pick) =>
    ifAny(pickFrom(ctx.state.unexplained, pick), ({ entryId }) =>
      explainObservation({ ...ctx, by: ana }, entryId, noExplanationNeeded, ''),
    ),
}
