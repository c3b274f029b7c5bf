import type { StateChange } from '../../core/change.ts'
import { combineDecisions, type Decision, emptyDecision } from '../../core/decision.ts'
import type { Actor } from '../../core/input.ts'
import type { Send } from '../../core/outbox/call.ts'
import { captureMarkEmoji } from '../../core/record/model.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import {
  hypothesisClosed,
  hypothesisProposed,
  hypothesisReopened,
  hypothesisRestated,
} from '../../investigation/ledger/changes.ts'
import { dropProposal, proposeFrom, restateHypothesis } from '../../investigation/ledger/propose.ts'
import { formatTs } from '../../messages/mrkdwn.ts'
import { entryCorrected, entryCorrectionUndone } from './changes.ts'
import { isWithdrawn, pickEntryVersion, type RecordedEntry, type Version } from './model.ts'

/** The outcome of a manual change: the changed entry, what to record, and the changes that undo it. */
export interface EntryChangeResult {
  entry: RecordedEntry
  decision: Decision
  inverse: StateChange[]
}

/** Changes an entry by hand, with a revision, and updates the ledger to match. */
export function changeEntry(
  state: IncidentState,
  entry: RecordedEntry,
  to: Partial<Version>,
  reason: string,
  by: Actor,
  ctx: DecisionContext,
): EntryChangeResult {
  const before = pickEntryVersion(entry)
  const after = { ...before, ...to }
  const id = ctx.newId()
  const ledger = updateLedgerForEntry(state, entry.id, before, after, by, ctx)
  const corrected: StateChange = entryCorrected({
    id,
    entryId: entry.id,
    before,
    after,
    reason: reason || null,
    by: by.id,
    at: ctx.now,
  })
  return {
    entry: { ...entry, ...after, revisions: entry.revisions + 1 },
    decision: combineDecisions({ changes: [corrected], send: [] }, ledger),
    inverse: [buildCorrectionUndo(id, entry, after), ...revertLedgerChanges(state, ledger.changes, by, ctx)],
  }
}

/** Restores only the fields this change touched: others may have been changed again since. */
function buildCorrectionUndo(id: string, entry: RecordedEntry, after: Version): StateChange {
  const { text, occurredAt, kind, textEditedAt, stateEditedAt } = entry
  const before = {
    ...(text !== after.text && { text, textEditedAt }),
    ...(occurredAt.getTime() !== after.occurredAt.getTime() && { occurredAt }),
    ...(kind !== after.kind && { kind, stateEditedAt }),
  }
  return entryCorrectionUndone({ id, entryId: entry.id, before })
}

/** Updates the ledger as a reaction, its removal or an edit in Slack would. */
function updateLedgerForEntry(
  state: IncidentState,
  entryId: string,
  before: Version,
  after: Version,
  by: Actor,
  ctx: DecisionContext,
): Decision {
  const { text, occurredAt, kind } = after
  if (kind !== 'hypothesis' || isWithdrawn(after)) return dropProposal(state, entryId, by, ctx)
  if (!isShownHypothesis(after)) return emptyDecision
  const proposal = isShownHypothesis(before)
    ? emptyDecision
    : proposeFrom(state, { id: entryId, text, occurredAt }, by, ctx)
  return combineDecisions(proposal, restateHypothesis(state, entryId, text))
}

/** A hypothesis without its text yet is not in the ledger. */
const isShownHypothesis = ({ kind, state }: Version): boolean => kind === 'hypothesis' && state === 'shown'

function revertLedgerChanges(
  state: IncidentState,
  changes: readonly StateChange[],
  by: Actor,
  { now }: DecisionContext,
): StateChange[] {
  const because = 'the correction of its entry was taken back'
  const parked = (id: string): StateChange =>
    hypothesisClosed({
      id,
      state: 'parked',
      verdict: null,
      because,
      by: by.id,
      at: now,
      reopenedAt: state.hypotheses.find((one) => one.id === id)?.reopenedAt ?? null,
    })
  return changes.flatMap((change): StateChange[] => {
    if (hypothesisProposed.is(change) || hypothesisReopened.is(change)) return [parked(change.id)]
    if (hypothesisClosed.is(change)) return [hypothesisReopened({ id: change.id, at: now })]
    const own = hypothesisRestated.is(change) && state.hypotheses.find(({ id }) => id === change.id)
    return own ? [hypothesisRestated({ id: own.id, statement: own.statement })] : []
  })
}

/** Adds or removes the bot's mark on a captured message, along with its entry. */
export function syncEntryMark({ incident }: IncidentState, entry: RecordedEntry, method: 'react' | 'unreact'): Send[] {
  const { captured, channelId, messageTs, deletedInSlack } = entry
  if (!captured || messageTs === null || channelId !== incident.channelId || deletedInSlack) return []
  return [{ to: { incident: incident.id }, call: { do: method, ts: formatTs(messageTs), name: captureMarkEmoji } }]
}
