import { minute } from '../../platform/time/durations.ts'
import type { Change } from '../decision.ts'

/** How long a deed can be taken back by one click. */
export const undoWindow = 15 * minute

/** Something somebody did, with the changes that take it back. */
export interface Deed {
  id: string
  words: string
  inverse: Change[]
  at: Date
  undoneAt: Date | null
  /** Nobody has changed the same thing since. */
  isLatest: boolean
}
