import type pg from 'pg'
import type { Logger } from 'pino'
import { DatabaseSetupError } from '../errors.ts'
import { findBinaries } from './binaries.ts'
import { makeCluster, removeLeftovers } from './cluster.ts'
import { hasDatabase, makeFolder, makeSocketDir } from './folder.ts'
import { findRoute } from './route.ts'
import { connectionTo, type ServerParts } from './server.ts'
import { Tenant } from './tenant.ts'

export interface EmbeddedOptions {
  log: Logger
  /** Aborts the start and shuts down what it has started. */
  signal?: AbortSignal | undefined
  /** A guest shares the server of a running bot or starts one for a short time. It creates no database. */
  guest: boolean
  /** PostgreSQL settings in addition to the launcher's own. */
  settings?: Record<string, string>
}

/** The built-in PostgreSQL, running. */
export interface Embedded {
  connection: pg.ClientConfig
  /** Stops the server unless another process still uses it. */
  close(): Promise<void>
}

const modestServerSettings = { max_connections: '50', shared_buffers: '32MB' }

/**
 * Starts the built-in PostgreSQL on a data folder, or takes over the one that a killed bot left running there. Throws a
 * DatabaseSetupError for what the operator can fix.
 */
export async function openEmbedded(
  dataDir: string,
  { log, signal, guest, settings }: EmbeddedOptions,
): Promise<Embedded> {
  if (guest && !hasDatabase(dataDir)) throw new DatabaseSetupError(adviceWithoutDatabase(dataDir))
  const binaries = await findBinaries()
  const folder = makeFolder(dataDir)
  const route = findRoute(folder, binaries)
  makeSocketDir(folder, route.owner)
  await makeCluster(folder, binaries, route, signal)
  const parts: ServerParts = { folder, binaries, route, settings: { ...modestServerSettings, ...settings }, log }
  const tenant = new Tenant(parts, guest)
  await tenant.enter(signal)
  if (!guest) removeLeftovers(folder)
  return { connection: connectionTo(folder), close: () => tenant.leave() }
}

function adviceWithoutDatabase(dataDir: string): string {
  return `There is no Fresheyes database in ${dataDir} yet: start the bot once, or set DATA_DIR or DATABASE_URL.`
}
