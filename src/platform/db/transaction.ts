import type { Prisma, PrismaClient } from '../../generated/prisma/client.ts'
import { isDeadlock } from './errors.ts'

/** The database inside one transaction. */
export type Tx = Prisma.TransactionClient

/**
 * Runs `work` in one transaction, which is committed completely or not at all. Rejects when it was not committed.
 * `work` may run again after a deadlock, so it must only read and write through `tx`.
 */
export type Transact = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

/**
 * Runs statements outside a transaction, each committed on its own. For reads and single writes, since a transaction
 * costs two more statements. Several statements may see different states.
 */
export type Autocommit = <T>(work: (db: Tx) => Promise<T>) => Promise<T>

/** The isolation level, read committed, is set when a session opens (see `makePool`). */
const transactionLimitsMs = {
  maxWait: 5_000,
  timeout: 10_000,
}

/** Several, because on a busy machine a retry may deadlock with the same transaction again. */
const maxDeadlockRetries = 3

/** The only way to open a transaction. A failed statement fails the transaction even if `work` catches the error. */
export function makeTransact(prisma: PrismaClient): Transact {
  const once: Transact = (work) => prisma.$transaction(work, transactionLimitsMs)
  return async (work) => {
    for (let left = maxDeadlockRetries; ; left -= 1) {
      try {
        return await once(work)
      } catch (error) {
        // PostgreSQL rolled back one of the deadlocked transactions completely, so it can be retried.
        if (left === 0 || !isDeadlock(error)) throw error
      }
    }
  }
}
