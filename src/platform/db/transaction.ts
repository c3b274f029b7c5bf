import type { Prisma, PrismaClient } from '../../generated/prisma/client.ts'
import { isDeadlock } from './errors.ts'

/** The database inside one transaction. */
export type Tx = Prisma.TransactionClient

/**
 * Runs `work` in one transaction: all of it is committed, or none. Rejects when it was not committed. `work` may run
 * twice, so it does nothing but ask and write through `tx`.
 */
export type Transact = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

/**
 * Statements outside a transaction, each committed on its own. For whoever asks, or writes one statement: a transaction
 * adds two to it. Several may see different states.
 */
export type Autocommit = <T>(work: (db: Tx) => Promise<T>) => Promise<T>

/** Read committed: that is said when the session is opened (see `makePool`). */
const transactionLimitsMs = {
  maxWait: 5_000,
  timeout: 10_000,
}

/** On a busy machine the second try may meet the same rival once more. */
const deadlocksBorne = 3

/** The only way to a transaction. A statement that failed inside it fails it, also where `work` caught the error. */
export function makeTransact(prisma: PrismaClient): Transact {
  const once: Transact = (work) => prisma.$transaction(work, transactionLimitsMs)
  return async (work) => {
    for (let left = deadlocksBorne; ; left -= 1) {
      try {
        return await once(work)
      } catch (error) {
        // Of two transactions that waited for each other one was rolled back whole: it may try again.
        if (left === 0 || !isDeadlock(error)) throw error
      }
    }
  }
}
