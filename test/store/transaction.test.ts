import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectDatabase } from '../../src/platform/db/database.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

test('what a transaction writes is there after it', async () => {
  await database.transact((tx) => tx.workspace.create({ data: { id: 'T1' } }))
  expect(await database.prisma.workspace.count({ where: { id: 'T1' } })).toBe(1)
})

test('a transaction is read committed, whatever the default of the database', async () => {
  await database.prisma.$executeRawUnsafe(
    `ALTER DATABASE ${new URL(database.url).pathname.slice(1)} SET default_transaction_isolation = 'serializable'`,
  )
  const { connection } = database
  const later = connectDatabase(connection, { log: pino({ level: 'silent' }) })
  const other = new pg.Client(connection)
  await other.connect()
  try {
    expect(await later.transact((tx) => tx.$queryRaw`SHOW transaction_isolation`)).toEqual([
      { transaction_isolation: 'read committed' },
    ])
    const { rows } = await other.query('SHOW transaction_isolation')
    expect(rows).toEqual([{ transaction_isolation: 'serializable' }])
  } finally {
    await other.end()
    await later.close()
  }
})

test('a swallowed database error does not count as success', async () => {
  const swallowing = database.transact(async (tx) => {
    await tx.workspace.create({ data: { id: 'T2' } })
    await tx.workspace.create({ data: { id: 'T2' } }).catch(() => {})
    return 'saved'
  })
  await expect(swallowing).rejects.toThrow()
  expect(await database.prisma.workspace.count({ where: { id: 'T2' } })).toBe(0)
})
