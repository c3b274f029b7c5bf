import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Workspace } from '../../playground/workspace.ts'
import { startApp } from '../../src/app.ts'
import { parseSettings, type TeamSettings } from '../../src/features.ts'
import type { Config } from '../../src/platform/config/config.ts'
import { findPostmaster } from '../../src/platform/db/embedded/postmaster.ts'
import { type Cable, openCable } from '../support/cable.ts'
import { emptyConnection, type TestConnection } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'

/** At how many points of a start the database is taken away. */
const instants = Number(process.env.INSTANTS ?? 3)

let workspace: Workspace
let lines: string[]
beforeAll(async () => {
  workspace = await Workspace.open()
})
afterAll(() => workspace.close())

function configFor(database: Config['database']): Config<TeamSettings> {
  const { settings } = parseSettings({})
  if (!settings) throw new Error('the default settings are invalid')
  const { botToken, apiUrl, signingSecret } = workspace
  return {
    slack: { botToken, apiUrl, transport: { kind: 'http', signingSecret, port: 0 } },
    database,
    log: { level: 'info' },
    settings,
  }
}

function start(database: Config['database']) {
  lines = []
  return startApp(configFor(database), pino({ level: 'info' }, { write: (line) => void lines.push(line) }))
}

const linesWith = (words: string) => lines.filter((line) => line.includes(words))
const waits = () => linesWith('the database is unavailable; waiting for it')

describe('a database that becomes unavailable while the bot starts', () => {
  let own: TestConnection
  let cable: Cable
  afterEach(async () => {
    await cable.close()
    await own.drop()
  })

  async function empty() {
    own = await emptyConnection()
    cable = await openCable(own.url)
    return { kind: 'external', url: cable.url } as const
  }

  async function packetsOfAStart(): Promise<number> {
    const app = await start(await empty())
    const { sent } = cable
    await app.stop()
    await cable.close()
    await own.drop()
    return sent
  }

  it('is waited for before the first connection: the bot logs one line, and starts once it is there', async () => {
    const database = await empty()
    cable.cut()
    const starting = start(database)
    await eventually('it waits', () => waits().length > 0)
    cable.mend()
    await (await starting).stop()
    expect(waits()).toHaveLength(1)
    expect(waits()[0]).toContain('check DATABASE_URL')
    expect(waits()[0]).not.toContain('"stack"')
    expect(linesWith('continuing the startup')).toHaveLength(1)
  })

  it(
    'is waited for whenever it goes away',
    async () => {
      const packets = await packetsOfAStart()
      for (let instant = 0; instant < instants; instant += 1) {
        const starting = start(await empty())
        await cable.cutAfter(1 + Math.floor((packets * 0.9 * instant) / instants))
        await eventually('it waits', () => waits().length > 0)
        cable.mend()
        await (await starting).stop()
        expect(waits()).toHaveLength(1)
        expect(linesWith('"level":50')).toEqual([])
        await cable.close()
        await own.drop()
      }
    },
    60_000 + instants * 5_000,
  )

  it('is not waited for when it accepts the connection but lacks a permission', async () => {
    const database = await empty()
    const admin = new pg.Client(own.connection)
    await admin.connect()
    const role = `lodger_${process.pid}`
    await admin.query(`CREATE ROLE ${role} LOGIN; GRANT CREATE ON SCHEMA public TO ${role}`)
    await admin.end()
    await expect(start({ ...database, url: cable.url.replace('postgres@', `${role}@`) })).rejects.toThrow(
      /^The database cannot be used: its user .*permission denied for database .* grant it CREATE/,
    )
  })
})

it('a built-in PostgreSQL that is killed while the bot starts is restarted', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'fresheyes-start-'))
  const running = () => findPostmaster(join(dataDir, 'postgres/data'))?.pid
  const starting = start({ kind: 'embedded', dataDir })
  const first = await eventually('its server', running, 60_000)
  process.kill(first, 'SIGKILL')
  await eventually('its tables', () => linesWith('database migrations applied').length > 0, 60_000)
  process.kill(running() ?? 0, 'SIGKILL')
  const app = await starting
  expect(running()).not.toBe(first)
  await app.database.ping()
  await app.stop()
  expect(running()).toBeUndefined()
  rmSync(dataDir, { recursive: true })
})
