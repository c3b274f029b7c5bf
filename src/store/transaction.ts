import type { Prisma, PrismaClient } from '../generated/prisma/client.ts'
import { isDeadlock } from './errors.ts'

/** The database inside one transaction. */
export type Tx = Prisma.TransactionClient

/**
 * Runs `work` in one transaction: all of it is committed, or none. Rejects when it was not committed. `work` may run
 * twice, so it does nothing but ask and write through `tx`.
 */
export type Transact = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

/**
 * Queries outside a transaction, for whoever asks one thing and writes nothing: a transaction adds three statements to
 * the one that asks. Several queries may see different states.
 */
export type Read = <T>(query: (db: Tx) => Promise<T>) => Promise<T>

/** Read committed: that is said when the session is opened (see `makePool`). */
const limits = {
  maxWait: 5_000,
  timeout: 10_000,
}

/** On a busy machine the second try may meet the same rival once more. */
const deadlocksBorne = 3

/**
 * The only way to a transaction.
 *
 * PostgreSQL gives up a transaction at its first failed statement, and answers the COMMIT of one it has given up
 * by rolling back, without an error. Were such a failure caught inside `work`, Prisma would report success with
 * nothing saved. So each transaction ends with a statement of its own, which fails if an earlier one did.
 */
export function transactions(prisma: PrismaClient): Transact {
  const once: Transact = (work) =>
    prisma.$transaction(async (tx) => {
      const result = await work(tx)
      await tx.$executeRaw`SELECT 1`
      return result
    }, limits)
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
