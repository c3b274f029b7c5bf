import { change, type StoredChange } from '../feature/change.ts'

/** Records an action that can be undone; `inverse` holds the changes that undo it. */
export const undoableDone = change('undoable.done').carrying<{
  id: string
  incidentId: string
  subject: string
  words: string
  inverse: StoredChange[]
  by: string
  at: Date
}>()

export const undoableUndone = change('undoable.undone').carrying<{ id: string; at: Date }>()
