import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { openDatabase } from '../../../src/platform/db/database.ts'
import { openEmbedded } from '../../../src/platform/db/embedded/embedded.ts'
import { findPostmaster } from '../../../src/platform/db/embedded/postmaster.ts'
import { atExit } from '../../support/at-exit.ts'
import { type Cable, openCable } from '../../support/cable.ts'
import type { TestConnection } from '../../support/database.ts'

/** The database of one incident, and the faults it can suffer. */
export interface Store {
  /** Environment variables that lead a bot or the command line to it. */
  variables(bot: number): Record<string, string>
  connect(): Promise<pg.Client>
  /** Kills the postmaster, or with `whole` every process of the server. */
  kill(whole: boolean): void
  /** Restarts the server as an operator would, ending its sessions (SIGINT). */
  restart(): void
  endSessions(): Promise<void>
  /** Cuts one bot off from it. */
  cut(bot: number): void
  mend(bot: number): void
  /** Removes it; `wasLeft` is true if a server was running that the bot should have stopped. */
  close(): Promise<{ wasLeft: boolean }>
}

const silent = pino({ level: 'silent' })
/** Safe while the machine stays up, even when processes are killed; switching `synchronous_commit` off would not be. */
const fast = { fsync: 'off', full_page_writes: 'off' }

/** Creates a migrated, empty data folder to copy from, since creating one takes seconds. */
export async function makeTemplate(): Promise<string> {
  const folder = makeFolder()
  const database = await openDatabase({ kind: 'embedded', dataDir: folder }, { log: silent })
  await database.close()
  const lines = Object.entries(fast).map(([key, value]) => `${key} = ${value}\n`)
  appendFileSync(join(folder, 'postgres/data/postgresql.auto.conf'), lines.join(''))
  return folder
}

/** A temporary folder that is removed even if the run is interrupted. */
function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fresheyes-chaos-'))
  atExit(() => remove(folder))
  return folder
}

function remove(folder: string): void {
  serverIn(folder).kill(true)
  rmSync(folder, { recursive: true, force: true })
}

function copyOf(template: string): string {
  const folder = makeFolder()
  const copied = spawnSync('cp', ['-a', `${template}/.`, folder], { encoding: 'utf8' })
  if (copied.status !== 0) throw new Error(`cannot copy the database: ${copied.stderr}`)
  return folder
}

/** The built-in database: the bot starts the server, and restarts it when it dies. */
export async function embeddedStore(template: string): Promise<Store> {
  const dataDir = copyOf(template)
  const server = serverIn(dataDir)
  return {
    ...server,
    variables: () => ({ DATA_DIR: dataDir }),
    cut: () => {},
    mend: () => {},
    async close() {
      const wasLeft = server.processes().length > 0
      remove(dataDir)
      return { wasLeft }
    },
  }
}

/** An operator's database, restarted at once when it dies; each bot has its own cable to it. */
export async function externalStore(template: string, bots: number): Promise<Store> {
  const dataDir = copyOf(template)
  const running = await openEmbedded(dataDir, {
    log: silent,
    guest: false,
    settings: { max_connections: '100' },
  })
  const server = serverIn(dataDir)
  const cables = await cablesTo(urlIn(dataDir), bots)
  return {
    ...server,
    ...cables,
    async close() {
      await cables.unplug()
      await running.close()
      remove(dataDir)
      return { wasLeft: false }
    },
  }
}

/** A database on a shared server, which must not be stopped. */
export async function guestStore(own: TestConnection, bots: number): Promise<Store> {
  const cables = await cablesTo(own.url, bots)
  const connect = () => connected(own.connection)
  const refuse = () => {
    throw new Error('a shared server must not be stopped')
  }
  return {
    ...cables,
    connect,
    kill: refuse,
    restart: refuse,
    endSessions: () => endSessions(connect),
    async close() {
      await cables.unplug()
      await own.drop()
      return { wasLeft: false }
    },
  }
}

async function cablesTo(url: string, bots: number) {
  const cables: Cable[] = []
  for (let bot = 0; bot < bots; bot += 1) cables.push(await openCable(url))
  const cable = (bot: number): Cable => {
    const found = cables[bot % cables.length]
    if (!found) throw new Error(`bot ${bot} has no cable`)
    return found
  }
  return {
    variables: (bot: number) => ({ DATABASE_URL: cable(bot).url }),
    cut: (bot: number) => cable(bot).cut(),
    mend: (bot: number) => cable(bot).mend(),
    unplug: async () => void (await Promise.all(cables.map((one) => one.close()))),
  }
}

const socketDirOf = (dataDir: string): string => join(dataDir, 'postgres')
const urlIn = (dataDir: string): string =>
  `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(socketDirOf(dataDir))}`

/** Controls the server of a data folder; its processes are found by their working folder. */
function serverIn(dataDir: string) {
  const data = join(dataDir, 'postgres/data')
  const processes = () => readdirSync('/proc').flatMap((name) => (folderOf(name) === data ? Number(name) : []))
  const postmaster = () => findPostmaster(data)?.pid
  const connect = () => connected({ host: socketDirOf(dataDir), user: 'postgres', database: 'postgres' })
  return {
    processes,
    connect,
    kill(whole: boolean) {
      for (const pid of whole ? processes() : [postmaster()]) send(pid, 'SIGKILL')
    },
    restart: () => send(postmaster(), 'SIGINT'),
    endSessions: () => endSessions(connect),
  }
}

async function endSessions(connect: () => Promise<pg.Client>): Promise<void> {
  const client = await connect()
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE pid <> pg_backend_pid() AND backend_type = 'client backend' AND datname = current_database()`,
  )
  await client.end()
}

async function connected(connection: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(connection)
  // Lost connections are expected; the next query on this client fails.
  client.on('error', () => {})
  await client.connect()
  return client
}

/** Ignores a process that is already gone. */
function send(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(pid, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

function folderOf(process: string): string | undefined {
  try {
    return /^\d+$/.test(process) ? readlinkSync(`/proc/${process}/cwd`) : undefined
  } catch {
    return undefined
  }
}
