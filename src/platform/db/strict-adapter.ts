import { PrismaPg } from '@prisma/adapter-pg'

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>
type Transaction = Awaited<ReturnType<Adapter['startTransaction']>>
type Query = Parameters<Transaction['executeRaw']>[0]

/**
 * Prisma's pg adapter, except that a transaction with a failed statement cannot be committed.
 *
 * PostgreSQL aborts a transaction at its first failed statement and answers COMMIT by rolling back, without an error.
 * If the failure were caught on the way, Prisma would report success with nothing saved.
 */
export class StrictPrismaPg extends PrismaPg {
  override async connect(): Promise<Adapter> {
    const adapter = await super.connect()
    const start = adapter.startTransaction.bind(adapter)
    adapter.startTransaction = async (...args) => makeTransactionStrict(await start(...args))
    return adapter
  }
}

function makeTransactionStrict(transaction: Transaction): Transaction {
  const failures: unknown[] = []
  const noting =
    <T>(run: (query: Query) => Promise<T>) =>
    async (query: Query): Promise<T> => {
      if (query.sql === 'COMMIT' && failures.length > 0) {
        await run({ ...query, sql: 'ROLLBACK' })
        throw failures[0]
      }
      return await run(query).catch((error: unknown) => {
        failures.push(error)
        throw error
      })
    }
  transaction.queryRaw = noting(transaction.queryRaw.bind(transaction))
  transaction.executeRaw = noting(transaction.executeRaw.bind(transaction))
  return transaction
}
