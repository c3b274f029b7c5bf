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
  expect(taken.filter((head) => head && 'send' in head && !head.wasCutOff)).toHaveLength(1)
})

/** What another release may have left in a row, and what the log says of it. */
const unreadable: [what: string, call: string, mismatch: RegExp][] = [
  ['a verb', `{"to": {"channel": "C1"}, "call": {"do": "fax", "number": "1"}}`, /does not know the call "fax"/],
  ['a verb that every object has', `{"to": {"channel": "C1"}, "call": {"do": "toString"}}`, /the call "toString"/],
  ['a call without a verb', `{"to": {"channel": "C1"}, "call": {}}`, /expected string.*at call\.do/s],
  ['a call without a field', `{"to": {"channel": "C1"}, "call": {"do": "react", "ts": "1.1"}}`, /react:.*at name/s],
  [
    'a field of another type',
    `{"to": {"channel": "C1"}, "call": {"do": "post", "message": "hello"}}`,
    /post:.*expected object.*at message/s,
  ],
  ['another kind of target', `{"to": {"group": "G1"}, "call": {"do": "set_topic"}}`, /at to/],
  ['an incident with another kind of id', `{"to": {"incident": "INC-1"}, "call": {"do": "set_topic"}}`, /at to/],
  ['no object', '"post"', /expected object/],
  ['an empty row', '{}', /at to/],
]

test.each(unreadable)(
  '%s from another release is returned as unreadable, with the reason',
  async (_, call, mismatch) => {
    await enqueue({ ...post('one'), tell: { person: 'UANA' } }, post('two'))
    await database.prisma.$executeRaw`UPDATE "OutboxCall" SET call = ${call}::jsonb WHERE number = 1`
    expect(await take()).toMatchObject({
      mismatch: expect.stringMatching(mismatch),
      tell: { person: 'UANA' },
      attempts: 1,
      hasFollowers: true,
    })
  },
)

test('the reason why a row cannot be read never quotes it', async () => {
  await enqueue(post('one'))
  const call = `{"to": {"channel": "C1"}, "call": {"do": "post", "message": {"text": ["secret"], "blocks": "secret"}}}`
  await database.prisma.$executeRaw`UPDATE "OutboxCall" SET call = ${call}::jsonb`
  const head = await take()
  expect(head).toHaveProperty('mismatch')
  expect(JSON.stringify(head)).not.toContain('secret')
})
