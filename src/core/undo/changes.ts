/** `inverse`: the changes that take it back. */
export interface UndoableActionDone<C> {
  type: 'deed.done'
  id: string
  incidentId: string
  subject: string
  words: string
  inverse: C[]
  by: string
  at: Date
}

export interface UndoableActionUndone {
  type: 'deed.undone'
  id: string
  at: Date
}
