import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Send } from '../../src/core/outbox/call.ts'
import { OutboxQueue } from '../../src/core/outbox/queue.ts'
import { takeNextOutboxCall } from '../../src/core/outbox/store.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'

const now = new Date('2026-03-02T03:00:00Z')
const lane = 'channel:C1'
const queue = new OutboxQueue(randomUUID, () => false)

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.close())

const post = (text: string): Send => ({
  to: { channel: 'C1' },
  call: { do: 'post', message: { text, blocks: [] } },
})
const enqueue = (...sends: Send[]) => database.transact((tx) => queue.enqueue(tx, sends, null, now))
const take = () => database.autocommit((db) => takeNextOutboxCall(db, lane, now))

/** How many sessions wait for a lock. */
async function waiting(): Promise<number> {
  const [found] = await database.prisma.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
  return Number(found?.count)
}

test('the head of a lane is its oldest call, and says whether others wait behind it', async () => {
  await enqueue(post('one'), post('two'))
  expect(await take()).toMatchObject({ send: post('one'), attempts: 1, wasCutOff: false, hasFollowers: true })
  expect(await take()).toMatchObject({ send: post('one'), attempts: 2, wasCutOff: true, attemptedAt: now })
  await database.prisma.outboxCall.updateMany({ where: { attempts: 2 }, data: { state: 'sent' } })
  expect(await take()).toMatchObject({ send: post('two'), attempts: 1, hasFollowers: false })
})

test('a lane that is held or empty has no head', async () => {
  expect(await take()).toBeUndefined()
  await enqueue(post('one'))
  await database.prisma.outboxLane.updateMany({ data: { heldUntil: new Date(now.getTime() + 1) } })
  expect(await take()).toBeUndefined()
})

test('of two senders that take the same head after a lost lock, only one takes it for new', async () => {
  await enqueue(post('one'))
  const holder = new pg.Client(database.connection)
  await holder.connect()
  await holder.query('BEGIN; SELECT id FROM "OutboxLane" FOR UPDATE')
  const both = [take(), take()]
  await eventually('both wait', async () => (await waiting()) === 2)
  await holder.query('COMMIT')
  const taken = await Promise.all(both)
  await holder.end()
  expect(taken.filter((head) => head && !head.wasCutOff)).toHaveLength(1)
})
