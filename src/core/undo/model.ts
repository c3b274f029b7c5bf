import { minuteMs } from '../../platform/time/durations.ts'
import type { StateChange } from '../decision.ts'

/** How long a deed can be taken back by one click. */
export const undoWindow = 15 * minuteMs

/** Something somebody did, with the changes that take it back. */
export interface UndoableAction {
  id: string
  words: string
  inverse: StateChange[]
  at: Date
  undoneAt: Date | null
  /** Nobody has changed the same thing since. */
  isLatest: boolean
}
