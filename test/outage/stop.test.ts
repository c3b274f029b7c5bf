import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { seededRandom } from '../../playground/seeded-random.ts'
import { Workspace } from '../../playground/workspace.ts'
import { findPostmaster } from '../../src/platform/db/embedded/postmaster.ts'
import { type BotProcess, startBotProcess } from '../support/bot-process.ts'
import { type Cable, openCable } from '../support/cable.ts'
import { type TestConnection, testConnection } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'

/** At how many random points a start is stopped; before a release: `STOPS=100 npx vitest run test/outage/stop`. */
const stops = Number(process.env.STOPS ?? 1)

/** In ms: shorter than the deadline after which the bot aborts everything. */
const promptly = 8_000

let workspace: Workspace
/** Shared by all tests in order: each continues with the data of the one before. */
let folder: string
let bot: BotProcess
beforeAll(async () => {
  workspace = await Workspace.open()
  folder = mkdtempSync(join(tmpdir(), 'fresheyes-stop-'))
})
afterEach(() => bot.kill())
afterAll(async () => {
  await workspace.close()
  rmSync(folder, { recursive: true })
})

const dataDir = () => join(folder, 'data')

function start(variables: Record<string, string> = {}): void {
  bot = startBotProcess({
    SLACK_API_URL: workspace.apiUrl,
    SLACK_BOT_TOKEN: workspace.botToken,
    SLACK_SIGNING_SECRET: workspace.signingSecret,
    DATA_DIR: dataDir(),
    PORT: '0',
    ...variables,
  })
}

const says = (words: string) => () => bot.lines.some((line) => line.includes(words))

async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  const asked = performance.now()
  bot.child.kill(signal)
  const code = await bot.ended
  // Before it has installed its signal handlers the signal itself ends it.
  if (code === null) expect(bot.child.signalCode).toBe(signal)
  else expect(code, bot.lines.join('\n')).toBe(0)
  expect(performance.now() - asked).toBeLessThan(promptly)
}

/** Pids of processes whose working folder is in the data folder, as that of PostgreSQL and initdb is. */
function workersLeft(): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`).startsWith(dataDir())
    } catch {
      return false
    }
  })
}

function filesLeft(): string[] {
  const postgres = join(dataDir(), 'postgres')
  const names = existsSync(postgres) ? readdirSync(postgres) : []
  return names.filter((name) => name.startsWith('new-') || name.startsWith('.s.PGSQL'))
}

function expectNothingLeft(): void {
  expect(findPostmaster(join(dataDir(), 'postgres/data'))).toBeUndefined()
  expect(workersLeft()).toEqual([])
  expect(filesLeft()).toEqual([])
}

describe.runIf(process.platform === 'linux')('a bot asked to stop while it starts its own PostgreSQL', () => {
  const isInitialising = () => filesLeft().some((name) => name.startsWith('new-'))
  const isServing = () => existsSync(join(dataDir(), 'postgres/data/postmaster.pid'))
  it.each([
    ['initdb is running', isInitialising],
    ['the server is coming up', isServing],
    ['the tables are ready', says('database migrations applied')],
  ])('leaves nothing running while %s', async (what, hasCome) => {
    start()
    await eventually(what, hasCome, 60_000)
    await stop()
    expectNothingLeft()
  })

  it(
    'leaves nothing running at any time, and starts well afterwards',
    async () => {
      const random = seededRandom(stops)
      for (let left = stops; left > 0; left -= 1) {
        start()
        await sleep(random() * 3_000)
        await stop(random() < 0.5 ? 'SIGTERM' : 'SIGINT')
        expectNothingLeft()
        if (random() < 0.3) rmSync(dataDir(), { recursive: true, force: true })
      }
      start()
      await bot.ready
      await stop()
      expectNothingLeft()
    },
    60_000 + stops * 10_000,
  )

  it('exits at once with its server when asked twice', async () => {
    start()
    await eventually('the server is coming up', isServing, 60_000)
    bot.child.kill('SIGINT')
    await eventually('the first signal is handled', says('stopping'))
    bot.child.kill('SIGINT')
    expect([0, 130]).toContain(await bot.ended)
    await eventually('its server is gone', () => workersLeft().length === 0)
  })
})

describe('a bot asked to stop while it waits', () => {
  let own: TestConnection
  let cable: Cable
  let admin: pg.Client
  beforeEach(async () => {
    own = await testConnection()
    cable = await openCable(own.url)
    admin = new pg.Client(own.connection)
    await admin.connect()
  })
  afterEach(async () => {
    await admin.end()
    await cable.close()
    await own.drop()
  })

  const sessions = async () => {
    const { rows } = await admin.query(
      'SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    )
    return rows.length
  }

  it('for its database exits after logging that it waits once', async () => {
    cable.cut()
    start({ DATABASE_URL: cable.url })
    await eventually('it waits', says('unavailable; waiting for it'), 30_000)
    await stop()
    expect(bot.lines.filter((line) => line.includes('unavailable; waiting for it'))).toHaveLength(1)
    expect(bot.lines.filter((line) => line.includes('"stack"'))).toEqual([])
  })

  it('for the migrations of another bot gives up its place in the queue for the lock', async () => {
    const prismaLock = 72_707_369
    await admin.query('SELECT pg_advisory_lock($1)', [prismaLock])
    start({ DATABASE_URL: cable.url })
    await eventually(
      'it waits',
      async () => {
        const { rows } = await admin.query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`)
        return rows.length > 0
      },
      30_000,
    )
    await stop()
    expect(await sessions()).toBe(0)
  })

  it('for Slack to give it a socket exits', async () => {
    workspace.faults.hang('apps.connections.open', 5)
    start({ DATABASE_URL: cable.url, SLACK_APP_TOKEN: workspace.appToken })
    await eventually('it asks', () => workspace.journal.calls('apps.connections.open').length > 0, 30_000)
    await stop()
    await eventually('its sessions are gone', async () => (await sessions()) === 0)
  })
})
