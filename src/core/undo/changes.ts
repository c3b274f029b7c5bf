/** `inverse`: the changes that take it back. */
export interface DeedDone<C> {
  type: 'deed.done'
  id: string
  incidentId: string
  subject: string
  words: string
  inverse: C[]
  by: string
  at: Date
}

export interface DeedUndone {
  type: 'deed.undone'
  id: string
  at: Date
}
