import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { unlessAborted } from '../abort.ts'
import { connectingMs } from './connection.ts'
import { DatabaseSetupError } from './errors.ts'
import { type MigrationFile, readMigrations } from './migration-files.ts'
import { Session } from './session.ts'

/** The advisory lock of Prisma's own engine, so that we never migrate at the same time. */
const prismaLock = 72_707_369

/** Prisma's own table definition, word for word, so that its command line can take over at any time. */
const createHistory = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`

interface AppliedMigration {
  migration_name: string
  checksum: string
  finished_at: Date | null
}

/**
 * Applies the migrations in `dir` that the database lacks, each in its own transaction, and returns their names. A
 * second caller waits for the first. Throws a DatabaseSetupError for a history it cannot continue. The signal aborts it
 * between or within statements; whatever is not committed is rolled back.
 */
export async function applyMigrations(
  connection: pg.ClientConfig,
  dir: string,
  signal?: AbortSignal,
): Promise<string[]> {
  return await withClient(connection, async (client) => {
    const pid = await pidOf(client)
    try {
      return await unlessAborted(applyPending(client, dir), signal)
    } catch (error) {
      // A statement outlives its client and would keep its locks.
      if (signal?.aborted) await withClient(connection, (other) => terminateBackend(other, pid))
      throw error
    }
  })
}

async function applyPending(client: pg.Client, dir: string): Promise<string[]> {
  // Another process's migration may take long, but one that hangs must not block every start forever.
  await client.query(`SET lock_timeout = '60s'`)
  await client.query('SELECT pg_advisory_lock($1)', [prismaLock])
  await client.query(createHistory)
  const pending = pendingOf(readMigrations(dir), await readHistory(client))
  for (const migration of pending) await applyMigration(client, migration)
  return pending.map(({ name }) => name)
}

async function pidOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  return rows[0]?.pid ?? 0
}

async function terminateBackend(client: pg.Client, pid: number): Promise<void> {
  await client.query('SELECT pg_terminate_backend($1)', [pid])
}

/** The names of the migrations in `dir` that the database lacks. Only reads. Throws like `applyMigrations`. */
export async function pendingMigrations(connection: pg.ClientConfig, dir: string): Promise<string[]> {
  return await withClient(connection, async (client) => {
    const { rows } = await client.query<{ found: boolean }>(
      `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found`,
    )
    const history = rows[0]?.found ? await readHistory(client) : []
    return pendingOf(readMigrations(dir), history).map(({ name }) => name)
  })
}

async function withClient<T>(connection: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new Session({ ...connection, connectionTimeoutMillis: connectingMs })
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end() // releases the lock, too
  }
}

async function readHistory(client: pg.Client): Promise<AppliedMigration[]> {
  const { rows } = await client.query<AppliedMigration>(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  )
  return rows
}

function pendingOf(files: readonly MigrationFile[], history: readonly AppliedMigration[]): MigrationFile[] {
  const filesByName = new Map(files.map((file) => [file.name, file]))
  for (const { migration_name: name, checksum, finished_at } of history) {
    const file = filesByName.get(name)
    if (!file)
      throw new DatabaseSetupError(
        `The database is newer than this Fresheyes (it has ${name}): install the newer version again.`,
      )
    if (!finished_at)
      throw new DatabaseSetupError(`Migration ${name} failed half-way: restore the backup made before the upgrade.`)
    if (file.checksum !== checksum) {
      throw new DatabaseSetupError(`Migration ${name} was changed after it was applied: restore its original file.`)
    }
  }
  const applied = new Set(history.map((row) => row.migration_name))
  return files.filter((file) => !applied.has(file.name))
}

async function applyMigration(client: pg.Client, { name, sql, checksum }: MigrationFile): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(sql)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {}) // a lost connection has rolled back already
    throw new Error(`Migration ${name} failed; the database is unchanged.`, { cause: error })
  }
}
