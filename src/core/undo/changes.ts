/** Records an action that can be undone; `inverse` holds the changes that undo it. */
export interface UndoableActionDone<C> {
  type: 'undoable.done'
  id: string
  incidentId: string
  subject: string
  words: string
  inverse: C[]
  by: string
  at: Date
}

export interface UndoableActionUndone {
  type: 'undoable.undone'
  id: string
  at: Date
}
