import { combineDecisions, type Decision, emptyDecision, type StateChange } from '../../core/decision.ts'
import type { Actor } from '../../core/input.ts'
import type { Send } from '../../core/outbox/call.ts'
import { captureMarkEmoji } from '../../core/record/model.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { dropProposal, proposeFrom, restateHypothesis } from '../../investigation/ledger/propose.ts'
import { formatTs } from '../../messages/mrkdwn.ts'
import { isWithdrawn, pickEntryVersion, type RecordedEntry, type Version } from './model.ts'

/** What follows from a change by hand: the entry as it then is, and the changes that take it back. */
export interface EntryChangeResult {
  entry: RecordedEntry
  decision: Decision
  inverse: StateChange[]
}

/** Changes an entry by hand, with its revision, and what the ledger makes of it. */
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
  const ledger = ledgerAfter(state, entry.id, before, after, by, ctx)
  const corrected: StateChange = {
    type: 'entry.corrected',
    id,
    entryId: entry.id,
    before,
    after,
    reason: reason || null,
    by: by.id,
    at: ctx.now,
  }
  return {
    entry: { ...entry, ...after, revisions: entry.revisions + 1 },
    decision: combineDecisions({ changes: [corrected], send: [] }, ledger),
    inverse: [undone(id, entry, after), ...back(state, ledger.changes, by, ctx)],
  }
}

/** Gives back only what was changed: the rest may have been changed again since. */
function undone(id: string, entry: RecordedEntry, after: Version): StateChange {
  const { text, occurredAt, kind, textEditedAt, stateEditedAt } = entry
  const before = {
    ...(text !== after.text && { text, textEditedAt }),
    ...(occurredAt.getTime() !== after.occurredAt.getTime() && { occurredAt }),
    ...(kind !== after.kind && { kind, stateEditedAt }),
  }
  return { type: 'entry.correction_undone', id, entryId: entry.id, before }
}

/** What taking a reaction off or putting it on would do to the ledger, and an edit in Slack. */
function ledgerAfter(
  state: IncidentState,
  entryId: string,
  before: Version,
  after: Version,
  by: Actor,
  ctx: DecisionContext,
): Decision {
  const { text, occurredAt, kind } = after
  if (kind !== 'hypothesis' || isWithdrawn(after)) return dropProposal(state, entryId, by, ctx)
  if (!isBelief(after)) return emptyDecision
  const proposal = isBelief(before) ? emptyDecision : proposeFrom(state, { id: entryId, text, occurredAt }, by, ctx)
  return combineDecisions(proposal, restateHypothesis(state, entryId, text))
}

/** One whose words have not been read yet is in no ledger. */
const isBelief = ({ kind, state }: Version): boolean => kind === 'hypothesis' && state === 'shown'

function back(
  state: IncidentState,
  changes: readonly StateChange[],
  by: Actor,
  { now }: DecisionContext,
): StateChange[] {
  const because = 'the correction of its entry was taken back'
  const parked = (id: string): StateChange => ({
    type: 'hypothesis.closed',
    id,
    state: 'parked',
    verdict: null,
    because,
    by: by.id,
    at: now,
    reopenedAt: state.hypotheses.find((known) => known.id === id)?.reopenedAt ?? null,
  })
  return changes.flatMap((change): StateChange[] => {
    if (change.type === 'hypothesis.proposed' || change.type === 'hypothesis.reopened') return [parked(change.id)]
    if (change.type === 'hypothesis.closed') return [{ type: 'hypothesis.reopened', id: change.id, at: now }]
    const own = change.type === 'hypothesis.restated' && state.hypotheses.find(({ id }) => id === change.id)
    return own ? [{ type: 'hypothesis.restated', id: own.id, statement: own.statement }] : []
  })
}

/** The bot's mark on a captured message comes and goes with its entry. */
export function syncEntryMark({ incident }: IncidentState, entry: RecordedEntry, deed: 'react' | 'unreact'): Send[] {
  const { captured, channelId, messageTs, deletedInSlack } = entry
  if (!captured || messageTs === null || channelId !== incident.channelId || deletedInSlack) return []
  return [{ to: { incident: incident.id }, call: { do: deed, ts: formatTs(messageTs), name: captureMarkEmoji } }]
}
