import type pg from 'pg'
import { asSetupError, DatabaseSetupError, DatabaseUnreachableError, isDatabaseUnavailable } from './errors.ts'
import { Session } from './session.ts'

const oldestVersion = 14

/** How long one connection attempt may take. */
export const connectingMs = 10_000

/** The driver sends times without their offset, so they are stored correctly only in sessions that run in UTC. */
export const utcSessionOption = '-c TimeZone=UTC'

/** For guests: the database then rejects every write. */
export const readOnly = '-c default_transaction_read_only=on'

/** The connection settings for the database at this URL, with sessions in UTC. Options in the URL are kept. */
export function connectionOf(url: string): pg.PoolConfig {
  return withOptions({ connectionString: url, keepAlive: true }, utcSessionOption)
}

/** Adds settings to every session, as `postgres` command line options. */
export function withOptions(connection: pg.PoolConfig, more: string): pg.PoolConfig {
  const join = (existing: string | null | undefined) => (existing ? `${existing} ${more}` : more)
  if (!connection.connectionString) return { ...connection, options: join(connection.options) }
  // Set in the URL because a parameter there overrides the property.
  const url = new URL(connection.connectionString)
  url.searchParams.set('options', join(url.searchParams.get('options')))
  return { ...connection, connectionString: url.href }
}

/**
 * Connects once to check the server. Throws a DatabaseUnreachableError if it does not answer, and a DatabaseSetupError
 * if it is not suitable.
 */
export async function checkServer(connection: pg.PoolConfig): Promise<void> {
  const client = new Session({ ...connection, connectionTimeoutMillis: connectingMs })
  const server = await askServer(client)
  await client.end()
  if (server.version < oldestVersion * 10_000) {
    throw new DatabaseSetupError(`This PostgreSQL is too old: Fresheyes needs version ${oldestVersion} or newer.`)
  }
  if (server.encoding !== 'UTF8') {
    throw new DatabaseSetupError(`The database's encoding is ${server.encoding}: create one with ENCODING 'UTF8'.`)
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
    throw explainConnectionError(error)
  }
}

/** Turns the error into one sentence for the operator. */
function explainConnectionError(error: unknown): unknown {
  const setupError = asSetupError(error)
  if (setupError !== error) return setupError
  const { code, message } = error as { code?: string; message?: string }
  const advice = `check DATABASE_URL, and that PostgreSQL is running and reachable (${message || code})`
  return isDatabaseUnavailable(error)
    ? new DatabaseUnreachableError(`The database cannot be reached: ${advice}.`, { cause: error })
    : new DatabaseSetupError(`The database cannot be used: ${advice}.`, { cause: error })
}

function adviceForZone(zone: string): string {
  const advice = `run ALTER ROLE … SET timezone = 'UTC' for the user in DATABASE_URL`
  return `The database's sessions run in ${zone} although Fresheyes asked for UTC (does a connection pooler override it?): ${advice}.`
}
