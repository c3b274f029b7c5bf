import type pg from 'pg'
import { DatabaseSetupError } from './errors.ts'
import { Session } from './session.ts'

const oldestVersion = 14

/** How long a single connection may take to be made. */
export const connectingMs = 10_000

/** Times are stored right only in sessions that run in UTC: the driver sends them without their offset. */
export const inUtc = '-c TimeZone=UTC'

/** For guests: whatever writes is refused. */
export const readOnly = '-c default_transaction_read_only=on'

/** How to connect to the database an operator names, in UTC. What the URL itself asks for is kept. */
export function connectionOf(url: string): pg.PoolConfig {
  return withOptions({ connectionString: url, keepAlive: true }, inUtc)
}

/** Adds settings to every session, in the form of `postgres` command line options. */
export function withOptions(connection: pg.PoolConfig, more: string): pg.PoolConfig {
  const join = (given: string | null | undefined) => (given ? `${given} ${more}` : more)
  if (!connection.connectionString) return { ...connection, options: join(connection.options) }
  // Inside the URL, because what a URL says wins over what stands beside it.
  const url = new URL(connection.connectionString)
  url.searchParams.set('options', join(url.searchParams.get('options')))
  return { ...connection, connectionString: url.href }
}

/** Connects once, and throws a DatabaseSetupError if the database does not answer or does not serve. */
export async function checkServer(connection: pg.PoolConfig): Promise<void> {
  const client = new Session({ ...connection, connectionTimeoutMillis: connectingMs })
  const server = await askServer(client)
  await client.end()
  if (server.version < oldestVersion * 10_000) {
    throw new DatabaseSetupError(
      `This PostgreSQL is too old: Fresheyes needs version ${oldestVersion} or newer.`,
    )
  }
  if (server.encoding !== 'UTF8') {
    throw new DatabaseSetupError(
      `The database's encoding is ${server.encoding}: make one with ENCODING 'UTF8'.`,
    )
  }
  if (server.zone !== 'UTC') throw new DatabaseSetupError(adviceForZone(server.zone))
}

async function askServer(client: pg.Client): Promise<{ version: number; encoding: string; zone: string }> {
  const question = `SELECT current_setting('server_version_num')::int AS version,
    current_setting('server_encoding') AS encoding, current_setting('TimeZone') AS zone`
  try {
    await client.connect()
    const { rows } = await client.query(question)
    return rows[0]
  } catch (error) {
    await client.end().catch(() => {})
    throw new DatabaseSetupError(`The database cannot be used: ${adviceFor(error)}.`, { cause: error })
  }
}

function adviceForZone(zone: string): string {
  const advice = `run ALTER ROLE … SET timezone = 'UTC' for the user in DATABASE_URL`
  return `The database's sessions run in ${zone} although UTC was asked for (by a connection pooler?): ${advice}.`
}

/** The driver's messages name hosts and users, never passwords. */
function adviceFor(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string }
  if (message?.includes('unsupported startup parameter')) {
    return 'its pooler must let the startup parameter "options" through (PgBouncer: ignore_startup_parameters = options)'
  }
  if (code === '28P01' || code === '28000')
    return `it refuses the user or the password in DATABASE_URL (${message})`
  if (code === '3D000') return `create it first (${message})`
  return `check DATABASE_URL, and that PostgreSQL runs and can be reached (${message || code})`
}
