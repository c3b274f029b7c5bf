import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Logger } from 'pino'
import { PrismaClient } from '../../generated/prisma/client.ts'
import { checkServer, connectionOf, readOnly, withOptions } from './connection.ts'
import { openEmbedded } from './embedded/embedded.ts'
import { asSetupError, DatabaseSetupError } from './errors.ts'
import { applyMigrations, pendingMigrations } from './migrate.ts'
import { migrationsDir } from './migration-files.ts'
import { sessionPool } from './session.ts'
import { statementNames } from './statement-names.ts'
import { StrictPrismaPg } from './strict-adapter.ts'
import { type Autocommit, makeTransact, type Transact } from './transaction.ts'

/** The embedded database in a data folder, or one that the operator runs. */
export type DatabaseConfig = { kind: 'embedded'; dataDir: string } | { kind: 'external'; url: string }

export interface Database {
  prisma: PrismaClient
  transact: Transact
  autocommit: Autocommit
  /** For code that needs its own session: wake-ups, and locks that outlive a transaction. */
  connection: pg.PoolConfig
  /** Rejects when the database does not answer within 3 s. */
  ping(): Promise<void>
  /** Ends all sessions, and stops the embedded server unless another process uses it. Never rejects. */
  close(): Promise<void>
}

export interface DatabaseOptions {
  log: Logger
  /** Aborts the opening and shuts down what it has started. */
  signal?: AbortSignal | undefined
  /** Opens read-only, applies no migrations and leaves alone an embedded server that a running bot holds. */
  guest?: boolean
  poolSize?: number
  /** PostgreSQL settings for an embedded server. */
  settings?: Record<string, string>
}

/**
 * Opens the database and applies pending migrations. Throws a DatabaseSetupError for what the operator can fix. When it
 * throws, everything it started has been shut down.
 */
export async function openDatabase(config: DatabaseConfig, options: DatabaseOptions): Promise<Database> {
  if (config.kind === 'external') {
    const connection = connectionOf(config.url)
    await checkServer(connection)
    return await openDatabaseOn(connection, options)
  }
  const { log, signal, guest = false, settings = {} } = options
  const embedded = await openEmbedded(config.dataDir, { log, signal, guest, settings })
  try {
    const database = await openDatabaseOn(embedded.connection, options)
    return { ...database, close: () => database.close().then(embedded.close) }
  } catch (error) {
    await embedded.close()
    throw error
  }
}

async function openDatabaseOn(connection: pg.PoolConfig, options: DatabaseOptions): Promise<Database> {
  try {
    if (options.guest) await refuseOutdatedSchema(connection)
    else await migrateLogged(connection, options)
  } catch (error) {
    throw asSetupError(error)
  }
  return connectDatabase(options.guest ? withOptions(connection, readOnly) : connection, options)
}

async function migrateLogged(connection: pg.PoolConfig, { log, signal }: DatabaseOptions): Promise<void> {
  const applied = await applyMigrations(connection, migrationsDir, signal)
  if (applied.length > 0) log.info({ migrations: applied }, 'database migrations applied')
}

async function refuseOutdatedSchema(connection: pg.PoolConfig): Promise<void> {
  const pending = await pendingMigrations(connection, migrationsDir)
  if (pending.length === 0) return
  throw new DatabaseSetupError(
    `The database is older than this Fresheyes (it lacks ${pending[0]}): start the bot first.`,
  )
}

/** Connects to a database that is up to date. */
export function connectDatabase(
  connection: pg.PoolConfig,
  options: Pick<DatabaseOptions, 'log' | 'poolSize'>,
): Database {
  const pool = makePool(connection, options)
  const adapter = new StrictPrismaPg(pool, { statementNameGenerator: statementNames() })
  const prisma = new PrismaClient({ adapter, errorFormat: 'minimal' })
  return {
    prisma,
    transact: makeTransact(prisma),
    autocommit: (work) => work(prisma),
    connection,
    ping: () => pingPool(pool),
    close: () => closeWithin(5_000, pool, prisma),
  }
}

/** Set once per session. Otherwise Prisma sets it in every transaction, with a statement of its own. */
const isolationSessionOption = String.raw`-c default_transaction_isolation=read\ committed`
// A process that hangs in a transaction must not lock an incident's row forever.
const sessionTimeoutOptions = '-c lock_timeout=10s -c idle_in_transaction_session_timeout=60s'

function makePool(
  connection: pg.PoolConfig,
  { log, poolSize = 10 }: Pick<DatabaseOptions, 'log' | 'poolSize'>,
): pg.Pool {
  const config = {
    ...withOptions(connection, `${isolationSessionOption} ${sessionTimeoutOptions}`),
    max: poolSize,
    connectionTimeoutMillis: 5_000,
  }
  const pool = sessionPool(config, (error) => {
    if (!pool.ending) log.warn({ err: error }, 'lost a database session')
  })
  return pool
}

async function pingPool(pool: pg.Pool): Promise<void> {
  const question: pg.QueryConfig & { query_timeout: number } = { text: 'SELECT 1', query_timeout: 3_000 }
  await pool.query(question)
}

/** Waits for sessions in use, but at most `ms`, since the database may no longer answer. */
async function closeWithin(ms: number, pool: pg.Pool, prisma: PrismaClient): Promise<void> {
  const closing = prisma.$disconnect().then(() => pool.end())
  const enough = new AbortController()
  const wait = sleep(ms, undefined, { ref: false, signal: enough.signal })
  await Promise.race([closing, wait]).catch(() => {})
  enough.abort()
}
