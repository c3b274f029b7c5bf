import type { Tx } from './transaction.ts'

/** How to write each type of change of a feature to the database. */
export type ChangeHandlers<C extends { type: string }> = {
  [T in C['type']]: (tx: Tx, change: Extract<C, { type: T }>) => Promise<void>
}

/** Combines the handlers into one function that writes any of these changes. */
export function saveWith<C extends { type: string }>(savers: ChangeHandlers<C>): (tx: Tx, change: C) => Promise<void> {
  return async (tx, change) => {
    const save = savers[change.type as C['type']] as (tx: Tx, change: C) => Promise<void>
    await save(tx, change)
  }
}
