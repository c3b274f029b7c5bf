import pg from 'pg'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withOptions } from '../../src/platform/db/connection.ts'
import { type DatabaseOptions, openDatabase } from '../../src/platform/db/database.ts'
import { emptyConnection, type TestConnection, testConnection } from '../support/database.ts'

const log = pino({ level: 'silent' })
let made: TestConnection
beforeEach(async () => {
  made = await testConnection()
})
afterEach(() => made.drop())

const open = (url: string, o: Partial<DatabaseOptions> = {}) => openDatabase({ kind: 'external', url }, { log, ...o })

async function ask<Row extends pg.QueryResultRow>(sql: string): Promise<Row | undefined> {
  const client = new pg.Client(made.connection)
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows[0]
  } finally {
    await client.end()
  }
}

test('connects through a socket URL and creates the tables of an empty database', async () => {
  const empty = await emptyConnection()
  const database = await open(empty.url)
  expect(await database.prisma.incident.count()).toBe(0)
  await database.close()
  await empty.drop()
})

test('stores times correctly when the server uses another time zone', async () => {
  await ask(`DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || ' SET timezone = ''Asia/Kolkata'''; END $$`)
  const database = await open(made.url)
  const at = new Date('2026-11-20T03:04:05.678Z')
  await database.transact((tx) => tx.handledInput.create({ data: { key: 'x', at } }))
  expect(await ask(`SELECT extract(epoch FROM at) * 1000 AS ms FROM "HandledInput"`)).toEqual({
    ms: '1795143845678.000000',
  })
  expect((await database.prisma.handledInput.findFirst())?.at).toEqual(at)
  await database.close()
})

test('runs job and lock sessions in UTC too, and keeps the options of the URL', async () => {
  const database = await open(`${made.url}&options=-c%20work_mem%3D5MB`)
  const client = new pg.Client(database.connection)
  await client.connect()
  const { rows } = await client.query(
    `SELECT current_setting('TimeZone') AS zone, current_setting('work_mem') AS memory`,
  )
  expect(rows).toEqual([{ zone: 'UTC', memory: '5MB' }])
  await client.end()
  await database.close()
})

test('adds options to a connection in either form', () => {
  expect(withOptions({ host: 'a' }, '-c x=1')).toEqual({ host: 'a', options: '-c x=1' })
  expect(withOptions({ options: '-c a=b' }, '-c x=1').options).toBe('-c a=b -c x=1')
  const url = withOptions({ connectionString: 'postgresql://me:s%40y@h/db?sslmode=disable' }, '-c x=1').connectionString
  expect(url).toBe('postgresql://me:s%40y@h/db?sslmode=disable&options=-c+x%3D1')
})

test('a guest reads data and writes nothing', async () => {
  const database = await open(made.url, { guest: true })
  expect(await database.prisma.incident.count()).toBe(0)
  await expect(database.prisma.workspace.create({ data: { id: 'T1' } })).rejects.toThrow('read-only')
  await database.close()
})

test('a guest does not migrate an older database', async () => {
  const empty = await emptyConnection()
  await expect(open(empty.url, { guest: true })).rejects.toThrow(/older than this Fresheyes .*: start the bot first/)
  await empty.drop()
})

test.each([
  [
    'postgresql://me:secret@127.0.0.1:1/db',
    /check DATABASE_URL, and that PostgreSQL is running .*ECONNREFUSED 127.0.0.1:1/,
  ],
  ['postgresql://postgres@localhost/nowhere?host=SOCKET', /create it first \(database "nowhere" does not exist\)/],
  ['postgresql://nobody@localhost/postgres?host=SOCKET', /refuses the user .*role "nobody" does not exist/],
])('a database that cannot be used is reported with advice: %s', async (url, advice) => {
  const opening = open(url.replace('SOCKET', encodeURIComponent(String(made.connection.host))))
  await expect(opening).rejects.toThrow(advice)
  await expect(opening).rejects.not.toThrow('secret')
})

test('a database that cannot hold every character is refused', async () => {
  const name = `${made.connection.database}_latin1`
  await ask(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'`)
  const url = made.url.replace(`/${made.connection.database}?`, `/${name}?`)
  await expect(open(url)).rejects.toThrow('encoding is LATIN1')
  await ask(`DROP DATABASE ${name}`)
})

test('closing does not wait forever for a session that is never returned', async () => {
  const database = await open(made.url)
  const { promise: forever, resolve: release } = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const stuck = database.transact(async () => {
    begun.resolve()
    await forever
  })
  stuck.catch(() => {})
  await begun.promise
  await database.close()
  release()
})
