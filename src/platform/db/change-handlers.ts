import type { Tx } from './transaction.ts'

/** Functions that write each type of a feature's changes to the database. */
export type ChangeHandlers<C extends { type: string }> = {
  [T in C['type']]: (tx: Tx, change: Extract<C, { type: T }>) => Promise<void>
}

/** Returns a function that writes any of these changes with its handler. */
export function applyWith<C extends { type: string }>(
  handlers: ChangeHandlers<C>,
): (tx: Tx, change: C) => Promise<void> {
  return async (tx, change) => {
    const write = handlers[change.type as C['type']] as (tx: Tx, change: C) => Promise<void>
    await write(tx, change)
  }
}
