import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { pino } from 'pino'
import type { TestProject } from 'vitest/node'
import { openEmbedded } from '../../src/platform/db/embedded/embedded.ts'
import { findPostmaster, isServerOf } from '../../src/platform/db/embedded/postmaster.ts'
import { applyMigrations } from '../../src/platform/db/migrate.ts'
import { migrationsDir } from '../../src/platform/db/migration-files.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the run's PostgreSQL socket. */
    postgresSocketDir: string
  }
}

export const template = 'fresheyes_template'

const prefix = 'fresheyes-test-'
const silent = pino({ level: 'silent' })

/** Trades durability for speed: no data has to survive the run. */
const fast = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }

/** Vitest's global setup: one PostgreSQL per run, with a migrated template database. Returns the teardown. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeAbandoned()
  const dir = mkdtempSync(`/tmp/${prefix}${process.pid}-`)
  const server = await openEmbedded(dir, { log: silent, guest: false, settings: fast })
  await makeTemplate(server.connection)
  project.provide('postgresSocketDir', String(server.connection.host))
  return async () => {
    await server.close()
    rmSync(dir, { recursive: true, force: true })
  }
}

async function makeTemplate(connection: pg.ClientConfig): Promise<void> {
  const admin = new pg.Client(connection)
  await admin.connect()
  await admin.query(`CREATE DATABASE ${template}`)
  const own = { ...connection, database: template }
  await applyMigrations(own, migrationsDir)
  await admin.query(`ALTER DATABASE ${template} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`)
  await admin.end()
}

/** Stops the servers that killed runs left behind. */
async function removeAbandoned(): Promise<void> {
  const folders = readdirSync('/tmp').filter((name) => name.startsWith(prefix))
  for (const name of folders) {
    const runner = Number(name.slice(prefix.length).split('-')[0])
    const dir = join('/tmp', name)
    if (isAlive(runner) || !isMine(dir)) continue
    await endServer(join(dir, 'postgres/data'))
    rmSync(dir, { recursive: true, force: true })
  }
}

async function endServer(data: string): Promise<void> {
  const left = findPostmaster(data)
  if (left) process.kill(left.pid, 'SIGQUIT')
  while (left && isServerOf(left.pid, data)) await sleep(10)
}

function isMine(dir: string): boolean {
  const me = process.getuid?.()
  return me === 0 || statSync(dir).uid === me
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
