import { combineDecisions, type Decision, type StateChange } from '../decision.ts'
import type { Actor } from '../input.ts'
import { postRecordedLine } from '../outbox/post-line.ts'
import type { DecisionContext } from '../state.ts'
import { makeUndoable } from '../undo/undoable.ts'
import type { NewEntry } from './changes.ts'

/** Something somebody did, as it goes on record. */
export interface EntryRecording {
  entry: NewEntry
  /** The public line, in mrkdwn. */
  line: string
  /** What was done, in mrkdwn; crossed out when it is taken back. */
  words: string
  /** What whoever did it is shown, where that is more. */
  shown?: string
  /** What a later deed would have to be about to stand in the way of undoing this one. */
  subject: string
  /** What changes besides the timeline, and what takes that back. */
  changes?: StateChange[]
  back?: StateChange[]
}

/** A deed with its entry, the one public line that says it, and its way back. */
export function recordEntry(
  { entry, line, changes = [], back = [], ...deed }: EntryRecording,
  by: Actor,
  ctx: DecisionContext,
): Decision {
  const { id: entryId, incidentId } = entry
  const inverse: StateChange[] = [...back, { type: 'entry.withdrawn', entryId }]
  return combineDecisions(
    {
      changes: [{ type: 'entry.added', entry }, ...changes],
      send: [postRecordedLine(incidentId, line, entryId)],
    },
    makeUndoable({ ...deed, incidentId, inverse, by }, ctx),
  )
}
