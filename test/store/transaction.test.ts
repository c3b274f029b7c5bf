import { afterAll, beforeAll, expect, test } from 'vitest'
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

test('a database error that was swallowed does not pass for success', async () => {
  const swallowing = database.transact(async (tx) => {
    await tx.workspace.create({ data: { id: 'T2' } })
    await tx.workspace.create({ data: { id: 'T2' } }).catch(() => {})
    return 'saved'
  })
  await expect(swallowing).rejects.toThrow()
  expect(await database.prisma.workspace.count({ where: { id: 'T2' } })).toBe(0)
})
