import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type pg from 'pg'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseSettings } from '../../src/features.ts'
import { checkServer } from '../../src/platform/db/connection.ts'
import { connectDatabase } from '../../src/platform/db/database.ts'
import { isDatabaseUnavailable } from '../../src/platform/db/errors.ts'
import { LaneLocks } from '../../src/platform/db/lane-locks.ts'
import { applyMigrations } from '../../src/platform/db/migrate.ts'
import { migrationsDir } from '../../src/platform/db/migration-files.ts'
import { selectTemplates } from '../../src/postmortem/templates/load.ts'
import type { ThreadAssignment } from '../../src/postmortem/worker/thread.ts'
import { openStage, type Stage } from '../kill/stage.ts'
import { type Cable, openCable } from '../support/cable.ts'
import { type TestConnection, testConnection } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'

const log = pino({ level: 'silent' })
const thread = new URL('../../src/postmortem/worker/thread.ts', import.meta.url)

describe('a session that the server ends in the packet that opens it', () => {
  let own: TestConnection
  let cable: Cable
  beforeEach(async () => {
    own = await testConnection()
    cable = await openCable(own.url)
    cable.endSessionsAtOnce()
  })
  afterEach(async () => {
    await cable.close()
    await own.drop()
  })

  const uses: Record<string, (connection: pg.PoolConfig) => Promise<unknown>> = {
    'a transaction': async (connection) => {
      const database = connectDatabase(connection, { log })
      await database.transact((tx) => tx.workspace.count()).finally(() => database.close())
    },
    'the readiness check': async (connection) => {
      const database = connectDatabase(connection, { log })
      await database.ping().finally(() => database.close())
    },
    'a lane lock': async (connection) => {
      const locks = new LaneLocks(connection, log)
      await locks.tryLock('lane').finally(() => locks.close())
    },
    'listening for wake-ups': async (connection) => {
      const locks = new LaneLocks(connection, log)
      await locks.listen(() => {}).finally(() => locks.close())
    },
    'a thread that writes': async ({ connectionString }) => {
      const { settings } = parseSettings({})
      if (!settings) throw new Error('the default settings are invalid')
      const order = { incidentId: randomUUID(), as: 'canvas' } as const
      const workerData: ThreadAssignment = { connection: { connectionString }, selection: selectTemplates(settings) }
      const worker = new Worker(thread, { workerData })
      worker.postMessage(order)
      await once(worker, 'message')
    },
    'a migration': (connection) => applyMigrations(connection, migrationsDir),
    'the first look at the server': (connection) => checkServer(connection),
  }
  it.each(Object.keys(uses))('fails %s, and nothing else', async (use) => {
    const outcome = await uses[use]?.({ connectionString: cable.url }).catch((error: unknown) => error)
    expect(isDatabaseUnavailable(outcome)).toBe(true)
  })
})

describe('a running bot', () => {
  let stage: Stage
  let cable: Cable | undefined
  afterEach(async () => {
    await stage.close()
    await cable?.close()
  })

  async function endSessions(): Promise<number> {
    const { rowCount } = await stage.database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`)
    return rowCount ?? 0
  }

  /** Expects the bot to recover by itself, in the same process. */
  async function goesOn(): Promise<void> {
    const [ana] = stage.people
    await eventually(
      'it accepts commands',
      async () => {
        const reply = await ana?.command('COPS', 'declare SEV4 Checkout is slow')
        return reply?.status === 'ok' && !reply.text?.includes('Nothing was saved')
      },
      30_000,
    )
    await eventually('it calls Slack', () =>
      stage.workspace.journal.calls('conversations.create').some(({ status }) => status === 200),
    )
    expect(stage.bot.child.exitCode).toBeNull()
  }

  it('survives the loss of all its sessions, again and again', async () => {
    stage = await openStage('http')
    await stage.listening()
    let ended = 0
    await eventually(
      'many were ended',
      async () => {
        ended += await endSessions()
        return ended >= 20
      },
      30_000,
    )
    await goesOn()
  })

  it('survives a server that ends each session as it opens', async () => {
    stage = await openStage('http', {}, async (url) => {
      cable = await openCable(url)
      return cable.url
    })
    await stage.listening()
    cable?.endSessionsAtOnce()
    await endSessions()
    const opened = cable?.sent ?? 0
    await eventually('new sessions were opened', () => (cable?.sent ?? 0) > opened + 30, 30_000)
    cable?.mend()
    await goesOn()
  })
})
