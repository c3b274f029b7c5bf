import { combineDecisions, type Decision } from '../decision.ts'
import type { StateChange, StoredChange } from '../feature/change.ts'
import type { BaseContext, WithActor } from '../feature/context.ts'
import { postRecordedLine } from '../outbox/post-line.ts'
import { makeUndoable } from '../undo/undoable.ts'
import { entryAdded, entryWithdrawn, type NewEntry } from './changes.ts'

/** A user action to be recorded as a timeline entry. */
export interface EntryRecording {
  entry: NewEntry
  /** The public line, in mrkdwn. */
  line: string
  /** What was done, in mrkdwn; struck through when it is undone. */
  words: string
  /** What the actor is shown, if it differs from `words`. */
  shown?: string
  /** Identifies the thing that changed. A later action with the same subject blocks undoing this one. */
  subject: string
  /** Changes other than the entry, and `back`, their inverse. */
  changes?: StateChange[]
  back?: StoredChange[]
}

/** Records a user action: its entry, its other changes, one public line in the channel, and an *Undo* for the actor. */
export function recordEntry(
  ctx: WithActor<BaseContext>,
  { entry, line, changes = [], back = [], ...action }: EntryRecording,
): Decision {
  const { id: entryId, incidentId } = entry
  const inverse: StoredChange[] = [...back, entryWithdrawn({ entryId })]
  return combineDecisions(
    {
      changes: [entryAdded({ entry }), ...changes],
      send: [postRecordedLine(incidentId, line, entryId)],
    },
    makeUndoable(ctx, { ...action, incidentId, inverse }),
  )
}
