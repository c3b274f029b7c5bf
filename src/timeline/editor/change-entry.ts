import { combineDecisions, type Decision, emptyDecision } from '../../core/decision.ts'
import type { StateChange, StoredChange } from '../../core/feature/change.ts'
import type { WithActor } from '../../core/feature/context.ts'
import type { Send } from '../../core/outbox/call.ts'
import { captureMarkEmoji } from '../../core/record/model.ts'
import type { IncidentState } from '../../core/state.ts'
import { formatTs } from '../../messages/mrkdwn.ts'
import { enterKind, invertKinds, leaveKinds, rewordKinds } from '../entries/kinds.ts'
import { entryCorrected, entryCorrectionUndone } from './changes.ts'
import { isWithdrawn, pickEntryVersion, type RecordedEntry, type Version } from './model.ts'

/** The outcome of a manual change: the changed entry, what to record, and the changes that undo it. */
export interface EntryChangeResult {
  entry: RecordedEntry
  decision: Decision
  inverse: StoredChange[]
}

/** Changes an entry by hand, with a revision, and lets the features behind its kinds follow. */
export function changeEntry(
  ctx: WithActor,
  entry: RecordedEntry,
  to: Partial<Version>,
  reason: string,
): EntryChangeResult {
  const before = pickEntryVersion(entry)
  const after = { ...before, ...to }
  const id = ctx.newId()
  const meaning = followChange(ctx, entry.id, before, after)
  const corrected: StateChange = entryCorrected({
    id,
    entryId: entry.id,
    before,
    after,
    reason: reason || null,
    by: ctx.by.id,
    at: ctx.now,
  })
  return {
    entry: { ...entry, ...after, revisions: entry.revisions + 1 },
    decision: combineDecisions({ changes: [corrected], send: [] }, meaning),
    inverse: [buildCorrectionUndo(id, entry, after), ...invertKinds(ctx, meaning.changes)],
  }
}

/** Restores only the fields this change touched: others may have been changed again since. */
function buildCorrectionUndo(id: string, entry: RecordedEntry, after: Version): StoredChange {
  const { text, occurredAt, kind, textEditedAt, stateEditedAt } = entry
  const before = {
    ...(text !== after.text && { text, textEditedAt }),
    ...(occurredAt.getTime() !== after.occurredAt.getTime() && { occurredAt }),
    ...(kind !== after.kind && { kind, stateEditedAt }),
  }
  return entryCorrectionUndone({ id, entryId: entry.id, before })
}

/** Decides what the features behind the kinds make of it, as for a reaction, its removal or an edit in Slack. */
function followChange(ctx: WithActor, entryId: string, before: Version, after: Version): Decision {
  const { text, occurredAt, kind } = after
  const left = leaveKinds(ctx, entryId, isWithdrawn(after) ? null : kind)
  // An entry without its text yet is nothing but a line of the timeline.
  if (after.state !== 'shown') return left
  const isNew = before.kind !== kind || before.state !== 'shown'
  const entered = isNew ? enterKind(ctx, kind, { id: entryId, text, occurredAt }) : emptyDecision
  return combineDecisions(left, entered, rewordKinds(ctx, entryId, text))
}

/** Adds or removes the bot's mark on a captured message, along with its entry. */
export function syncEntryMark({ incident }: IncidentState, entry: RecordedEntry, method: 'react' | 'unreact'): Send[] {
  const { captured, channelId, messageTs, deletedInSlack } = entry
  if (!captured || messageTs === null || channelId !== incident.channelId || deletedInSlack) return []
  return [{ to: { incident: incident.id }, call: { do: method, ts: formatTs(messageTs), name: captureMarkEmoji } }]
}
