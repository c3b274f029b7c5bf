import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Database, openDatabase } from '../../src/platform/db/database.ts'
import { findPostmaster } from '../../src/platform/db/embedded/postmaster.ts'
import { type DatabaseProcess, openInProcess } from '../support/database-process.ts'

const log = pino({ level: 'silent' })
/** Whether other users can run files of this checkout; in a private folder they cannot. */
const isOpen = enterable(import.meta.dirname)
let prepared: string
let folder: string
let dataDir: string
let processes: DatabaseProcess[]
let databases: Database[]

function enterable(path: string): boolean {
  return (statSync(path).mode & 0o001) !== 0 && (path === '/' || enterable(dirname(path)))
}

/** A folder that every user may enter. */
function makeFolder(): string {
  const made = mkdtempSync('/tmp/fe-')
  chmodSync(made, 0o755)
  return made
}

beforeAll(async () => {
  prepared = makeFolder()
  databases = []
  await (await open({ dataDir: join(prepared, 'data') })).close()
})

afterAll(() => rmSync(prepared, { recursive: true }))

beforeEach(() => {
  folder = makeFolder()
  dataDir = join(folder, 'data')
  processes = []
  databases = []
})

/** Copies a database created beforehand, which is faster than creating one. */
function usePrepared(): void {
  execFileSync('cp', ['-a', join(prepared, 'data'), dataDir])
}

afterEach(async () => {
  await Promise.all(processes.map((process) => process.finish()))
  await Promise.all(databases.map((database) => database.close()))
  const left = server()
  if (left) process.kill(left, 'SIGQUIT')
  rmSync(folder, { recursive: true })
  expect(left).toBeUndefined()
})

async function open(o: { guest?: boolean; dataDir?: string } = {}): Promise<Database> {
  const config = { kind: 'embedded', dataDir: o.dataDir ?? dataDir } as const
  const database = await openDatabase(config, { log, guest: o.guest ?? false, settings: { fsync: 'off' } })
  databases.push(database)
  return database
}

function elsewhere(role: 'bot' | 'guest', o?: { uid?: number; gid?: number; path?: string }): DatabaseProcess {
  const opened = openInProcess(role, dataDir, o)
  processes.push(opened)
  return opened
}

function server(): number | undefined {
  return findPostmaster(join(dataDir, 'postgres/data'))?.pid
}

const save = (database: Database, id: string) => database.transact((tx) => tx.workspace.create({ data: { id } }))
const count = (database: Database) => database.prisma.workspace.count()
const answers = (database: Database) =>
  count(database).then(
    () => true,
    () => false,
  )

test('creates a private database, keeps its data, and leaves no server behind', async () => {
  const first = await open()
  await save(first, 'T1')
  expect(statSync(dataDir).mode & 0o777).toBe(0o700)
  expect(statSync(join(dataDir, 'postgres')).mode & 0o777).toBe(0o700)
  await first.close()
  expect(server()).toBeUndefined()
  // PostgreSQL refuses to run as root; in a private checkout it runs in its own user namespace instead.
  if (isOpen) expect(statSync(join(dataDir, 'postgres/data')).uid).not.toBe(0)
  expect(await count(await open())).toBe(1)
})

test('works in a folder whose path is too long for a socket', async () => {
  const long = join(folder, 'a very long name'.repeat(8))
  mkdirSync(long)
  dataDir = join(long, 'data')
  usePrepared()
  const database = await open()
  await save(database, 'T1')
  const socketDir = String(database.connection.host)
  expect(statSync(socketDir).mode & 0o777).toBe(0o700)
  await database.close()
  rmSync(socketDir, { recursive: true })
})

test('takes over the server of a bot that was killed', async () => {
  usePrepared()
  const killed = elsewhere('bot')
  expect(await killed.nextLine()).toBe('open')
  const left = server()
  await killed.kill()
  const database = await open()
  expect(server()).toBe(left)
  await save(database, 'T1')
})

test('restarts the server when it is killed under the bot', async () => {
  usePrepared()
  const database = await open()
  await save(database, 'T1')
  const killed = server() ?? 0
  process.kill(killed, 'SIGKILL')
  await vi.waitUntil(() => server() !== undefined && server() !== killed, 15_000)
  await vi.waitUntil(() => answers(database), 15_000)
  expect(await count(database)).toBe(1)
})

test('gives the folder to one of two simultaneous first starts and refuses the other', async () => {
  const lines = await Promise.all([elsewhere('bot'), elsewhere('bot')].map((bot) => bot.nextLine()))
  expect(lines.sort()).toEqual([
    `DatabaseSetupError: Another Fresheyes is using ${dataDir}: stop it first, or set DATA_DIR to a folder of its own.`,
    'open',
  ])
})

test('a process exits by itself after it closes the database', async () => {
  usePrepared()
  const bot = elsewhere('bot')
  await bot.nextLine()
  await bot.finish()
  expect(await bot.nextLine()).toBe('closed')
  expect(bot.child.exitCode).toBe(0)
})

test('starts despite a stale pid that another process now has', async () => {
  usePrepared()
  const pidFile = join(dataDir, 'postgres/data/postmaster.pid')
  writeFileSync(pidFile, `${process.pid}\n${dataDir}/postgres/data\n1\n5432\n${dataDir}/postgres\n\n  1 1\nready   \n`)
  expect(server()).toBeUndefined()
  expect(await count(await open())).toBe(0)
})

test('says why the server does not start', async () => {
  usePrepared()
  writeFileSync(join(dataDir, 'postgres/data/postgresql.conf'), 'no_such_setting = 1\n')
  await expect(open()).rejects.toThrow(/does not start \(.*\): see .*postgres\.log\.$/)
  expect(readFileSync(join(dataDir, 'postgres/postgres.log'), 'utf8')).toContain('no_such_setting')
})

describe('a guest', () => {
  test('reads beside a running bot and leaves its server running', async () => {
    usePrepared()
    const bot = await open()
    await save(bot, 'T1')
    const guest = await open({ guest: true })
    expect(await count(guest)).toBe(1)
    await expect(save(guest, 'T2')).rejects.toThrow('read-only')
    await guest.close()
    await bot.ping()
  })

  test('keeps the server when the bot closes first, and stops it at the end', async () => {
    usePrepared()
    const bot = await open()
    const guest = await open({ guest: true })
    await bot.close()
    expect(await count(guest)).toBe(0)
    await guest.close()
    expect(server()).toBeUndefined()
  })

  test('starts the server when alone, and a bot that comes later keeps it', async () => {
    usePrepared()
    const guest = await open({ guest: true })
    const bot = await open()
    await guest.close()
    await save(bot, 'T1')
  })

  test('creates no database where there is none', async () => {
    await expect(open({ guest: true })).rejects.toThrow(`There is no Fresheyes database in ${dataDir} yet`)
    expect(statSync(dataDir, { throwIfNoEntry: false })).toBeUndefined()
  })
})

describe.runIf(process.getuid?.() === 0)('as root', () => {
  test('a folder that only root may enter works', async () => {
    chmodSync(folder, 0o700)
    await save(await open(), 'T1')
    expect(statSync(join(dataDir, 'postgres/data')).uid).toBe(0)
    await databases[0]?.close()
    expect(await count(await open())).toBe(1)
  })

  test('other files in the data folder keep their owner', async () => {
    usePrepared()
    chownSync(dataDir, 0, 0)
    chmodSync(dataDir, 0o755)
    writeFileSync(join(dataDir, 'config.yaml'), '')
    await open()
    expect(statSync(dataDir).uid).toBe(0)
    expect(statSync(dataDir).mode & 0o777).toBe(0o755)
  })

  test('a folder that no user able to run PostgreSQL may enter is refused with advice', async () => {
    chmodSync(folder, 0o700)
    const bot = elsewhere('bot', { path: '/no/unshare/here' })
    expect(await bot.nextLine()).toMatch(
      /PostgreSQL does not run as root, and no other user can use .*: run Fresheyes as another user/,
    )
  })

  test.runIf(isOpen)('another user runs it without root', async () => {
    chownSync(folder, 65_534, 65_534)
    const bot = elsewhere('bot', { uid: 65_534, gid: 65_534 })
    expect(await bot.nextLine()).toBe('open')
    expect(statSync(join(dataDir, 'postgres/data')).uid).toBe(65_534)
  })

  test.runIf(isOpen)('a data folder of another user is refused with advice', async () => {
    usePrepared()
    const bot = elsewhere('bot', { uid: 65_534, gid: 65_534 })
    expect(await bot.nextLine()).toContain(`The data folder ${dataDir} cannot be written: run Fresheyes as the user`)
  })
})
