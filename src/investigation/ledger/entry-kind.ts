import { emptyDecision } from '../../core/decision.ts'
import type { StateChange, StoredChange } from '../../core/feature/change.ts'
import type { EntryKindRules } from '../../core/feature/context.ts'
import type { Actor } from '../../core/input.ts'
import type { InvestigationContext } from '../settings.ts'
import type { InvestigationState } from '../state.ts'
import { hypothesisClosed, hypothesisProposed, hypothesisReopened, hypothesisRestated } from './changes.ts'
import { dropProposal, makeHypothesisDroppedChange, proposeFrom, restateHypothesis } from './propose.ts'

/** An entry of kind *hypothesis* is in the ledger as long as it is shown and of that kind. */
export const hypothesisKind: EntryKindRules<InvestigationContext> = {
  recorded: proposeFrom,
  removed: dropProposal,
  // Either it waited for its text, or its statement has ids in place of names.
  completed(ctx, entry) {
    const { state } = ctx
    if (state.hypotheses.some(({ entryId }) => entryId === entry.id))
      return restateHypothesis(state, entry.id, entry.text)
    return entry.state === 'pending' ? proposeFrom({ ...ctx, by: { id: entry.recorderId } }, entry) : emptyDecision
  },
  reworded: restateHypothesis,
  inverse: ({ state, by, now }, changes) => changes.flatMap((change) => invertChange(state, change, by, now)),
  forget: (ctx, entryId) => [makeHypothesisDroppedChange(ctx, entryId)],
}

function invertChange({ hypotheses }: InvestigationState, change: StateChange, by: Actor, now: Date): StoredChange[] {
  const find = (id: string) => hypotheses.find((hypothesis) => hypothesis.id === id)
  if (hypothesisProposed.is(change) || hypothesisReopened.is(change)) {
    const because = 'the correction of its entry was taken back'
    const reopenedAt = find(change.id)?.reopenedAt ?? null
    return [
      hypothesisClosed({ id: change.id, state: 'parked', verdict: null, because, by: by.id, at: now, reopenedAt }),
    ]
  }
  if (hypothesisClosed.is(change)) return [hypothesisReopened({ id: change.id, at: now })]
  const restated = hypothesisRestated.is(change) ? find(change.id) : undefined
  return restated ? [hypothesisRestated({ id: restated.id, statement: restated.statement })] : []
}
