import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { OutboxQueue } from '../../src/core/outbox/queue.ts'
import { LaneLocks } from '../../src/platform/db/lane-locks.ts'
import type { Tx } from '../../src/platform/db/transaction.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

let database: TestDatabase
let listeners: LaneLocks[]

beforeEach(async () => {
  database = await testDatabase()
  listeners = []
})
afterEach(async () => {
  await Promise.all(listeners.map((locks) => locks.close()))
  await database.close()
})

/** Starts a listener and collects the lanes it is woken for. */
async function listen(): Promise<{ heard: string[]; locks: LaneLocks }> {
  const locks = new LaneLocks(database.connection, pino({ level: 'silent' }))
  listeners.push(locks)
  const heard: string[] = []
  await locks.listen((lane) => heard.push(lane.replace('channel:', '')))
  return { heard, locks }
}
const queue = new OutboxQueue(randomUUID, () => false)
/** Queues a message for each of these channels; the channel names the lane. */
const wakeLanes = (tx: Tx, channels: readonly string[]) =>
  queue.enqueue(
    tx,
    channels.map((channel) => ({
      to: { channel },
      call: { do: 'post', message: { text: 'x', blocks: [] } },
    })),
    null,
    new Date(0),
  )
const wake = (...lanes: string[]) => database.transact((tx) => wakeLanes(tx, lanes))
const waitFor = (done: () => boolean) => vi.waitUntil(done, { timeout: 10_000, interval: 5 })

test('every bot hears of each lane of a committed transaction once, and of none that was rolled back', async () => {
  const bots = [await listen(), await listen()]
  const undone = database.transact(async (tx) => {
    await wakeLanes(tx, ['undone'])
    throw new Error('no')
  })
  await expect(undone).rejects.toThrow('no')
  await database.transact(async (tx) => {
    await wakeLanes(tx, ['one', 'two'])
    await wakeLanes(tx, ['one'])
  })
  await wake('last')
  for (const { heard } of bots) {
    await waitFor(() => heard.includes('last'))
    expect(heard).toEqual(['one', 'two', 'last'])
  }
})

test('a bot that lost its session listens again once it asks for a lock', async () => {
  const { heard, locks } = await listen()
  await database.prisma.$executeRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND query LIKE 'SELECT 1' AND pid <> pg_backend_pid() AND state = 'idle'`
  await vi.waitUntil(async () => (await locks.tryLock('any').catch(() => undefined)) !== undefined, {
    timeout: 10_000,
    interval: 5,
  })
  await wake('again')
  await waitFor(() => heard.length > 0)
  expect(heard).toEqual(['again'])
})
