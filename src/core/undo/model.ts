import { minuteMs } from '../../platform/time/durations.ts'
import type { StoredChange } from '../feature/change.ts'

/** How long an action can be undone, in ms. */
export const undoWindow = 15 * minuteMs

/** A user action, with the changes that undo it. */
export interface UndoableAction {
  id: string
  words: string
  /** Null if another release did it or changed something since, so that this one cannot tell what to change back. */
  inverse: StoredChange[] | null
  at: Date
  undoneAt: Date | null
  /** False when a later action changed the same thing and is not undone itself. */
  isLatest: boolean
}
