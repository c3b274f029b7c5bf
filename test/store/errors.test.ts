import { pino } from 'pino'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { connectDatabase } from '../../src/platform/db/database.ts'
import { isDatabaseBusy, isDatabaseUnavailable } from '../../src/platform/db/errors.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return await work.then(
    () => expect.fail('it did not fail'),
    (error: unknown) => error,
  )
}

test('two deadlocked transactions both succeed in the end', async () => {
  await database.prisma.workspace.createMany({ data: [{ id: 'A' }, { id: 'B' }], skipDuplicates: true })
  const reached = new Map<string, number>()
  const both = Promise.withResolvers<void>()
  const inOrder = (name: string, [first, second]: [string, string]) =>
    database.transact(async (tx) => {
      await tx.workspace.update({ where: { id: first }, data: { url: name } })
      reached.set(name, (reached.get(name) ?? 0) + 1)
      if (reached.size === 2) both.resolve()
      await both.promise
      await tx.workspace.update({ where: { id: second }, data: { url: name } })
    })
  await Promise.all([inOrder('one', ['A', 'B']), inOrder('two', ['B', 'A'])])
  expect([...reached.values()].sort()).toEqual([1, 2])
})

test('an error response does not count as an unavailable database', async () => {
  const missing = await failureOf(database.prisma.workspace.update({ where: { id: 'none' }, data: { url: 'x' } }))
  const nul = await failureOf(database.prisma.workspace.create({ data: { id: 'T2', url: 'a\0b' } }))
  for (const error of [missing, nul, new Error('anything'), 'text', undefined]) {
    expect(isDatabaseUnavailable(error)).toBe(false)
    expect(isDatabaseBusy(error)).toBe(false)
  }
})

test('a lock timeout counts as a busy database', async () => {
  await database.prisma.workspace.create({ data: { id: 'held' } })
  const touch = { where: { id: 'held' }, data: { url: 'x' } }
  const error = await database.transact(async (holder) => {
    await holder.workspace.update(touch)
    const waiting = database.transact(async (tx) => {
      await tx.$executeRaw`SET LOCAL lock_timeout = '10ms'`
      await tx.workspace.update(touch)
    })
    return await failureOf(waiting)
  })
  expect(isDatabaseBusy(error)).toBe(true)
  expect(isDatabaseUnavailable(error)).toBe(false)
})

test('a transaction timeout counts as a busy database', async () => {
  const slow = database.prisma.$transaction((tx) => tx.$executeRaw`SELECT pg_sleep(0.05)`, { timeout: 1 })
  const error = await failureOf(slow)
  expect(isDatabaseBusy(error)).toBe(true)
  expect(isDatabaseUnavailable(error)).toBe(false)
})

test.each([
  ['28P01', 'password authentication failed for user "me"', false],
  ['3D000', 'database "x" does not exist', false],
  ['42501', 'permission denied for schema public', false],
  ['08P01', 'no such database: x', false],
  ['08P01', 'unsupported startup parameter: options', false],
  ['08P01', 'server login has been failing, try again later', true],
  ['57P03', 'the database system is starting up', true],
  ['25006', 'cannot execute INSERT in a read-only transaction', true],
])('%s "%s" is transient: %s', (code, message, passes) => {
  const error = Object.assign(new Error(message), { code })
  expect(isDatabaseUnavailable(error)).toBe(passes)
  expect(isDatabaseUnavailable(new Error('a migration failed', { cause: error }))).toBe(passes)
})

test('a session that the server ends makes the database unavailable, and the next one works', async () => {
  const ended = database.transact((tx) => tx.$executeRaw`SELECT pg_terminate_backend(pg_backend_pid())`)
  expect(isDatabaseUnavailable(await failureOf(ended))).toBe(true)
  await database.ping()
})

test.each([
  { host: '/tmp/no-such-folder', port: 5432 },
  { host: '127.0.0.1', port: 1 },
])('no server at $host counts as unavailable, for any query', async (address) => {
  const gone = connectDatabase({ ...address, user: 'postgres' }, { log: pino({ level: 'silent' }) })
  const asked = [
    gone.ping(),
    gone.prisma.workspace.findMany(),
    gone.prisma.$queryRaw`SELECT 1`,
    gone.transact((tx) => tx.workspace.findMany()),
  ]
  for (const error of await Promise.all(asked.map(failureOf))) expect(isDatabaseUnavailable(error)).toBe(true)
  await gone.close()
})

test('no free session in time counts as unavailable', async () => {
  const small = connectDatabase(database.connection, { log: pino({ level: 'silent' }), poolSize: 1 })
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const holding = Promise.withResolvers<void>()
  const holder = small.transact(async () => {
    holding.resolve()
    await released
  })
  await holding.promise
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const asking = Promise.all([small.ping(), small.transact(async () => {})].map(failureOf))
  await vi.advanceTimersByTimeAsync(5_000)
  vi.useRealTimers()
  const errors = await asking
  release()
  await holder
  for (const error of errors) expect(isDatabaseUnavailable(error)).toBe(true)
  await small.close()
})
