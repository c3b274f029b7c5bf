import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Logger } from 'pino'
import { utcSessionOption } from '../connection.ts'
import { DatabaseSetupError } from '../errors.ts'
import { Session } from '../session.ts'
import type { Binaries } from './binaries.ts'
import type { Folder } from './folder.ts'
import { clearStaleLocks, findPostmaster, isServerOf, sendSignal } from './postmaster.ts'
import { type LaunchMethod, spawnOptions } from './route.ts'

export interface ServerParts {
  folder: Folder
  binaries: Binaries
  route: LaunchMethod
  settings: Record<string, string>
  log: Logger
}

const serverLimits = { answerMs: 60_000, starts: 5, stopMs: 20_000, giveUpMs: 3_000, logBytes: 10_000_000 }

/** How to connect to the server of this folder, whether it is running or about to start. */
export function connectionTo(folder: Folder): pg.ClientConfig {
  const host = findPostmaster(folder.data)?.socketDir || folder.socketDir
  return {
    host,
    port: 5432,
    user: 'postgres',
    database: 'postgres',
    password: '',
    ssl: false,
    options: utcSessionOption,
  }
}

/**
 * Connects to the server, starting it if there is none. A server that a killed bot left behind is taken over.
 * Connecting is tried first because it also finds a server that another container runs on the same folder. If the
 * signal or a failure ends the attempt, a server that it started is stopped too.
 */
export async function connectOrStart(parts: ServerParts, signal?: AbortSignal): Promise<Session> {
  const deadline = performance.now() + serverLimits.answerMs
  let started: StartedServer | undefined
  const end = () => started?.child.kill('SIGINT')
  process.once('exit', end)
  try {
    for (let starts = 0; ; await sleep(10, undefined, { signal })) {
      const client = await connectSession(parts.folder)
      if (client) return client
      signal?.throwIfAborted()
      if (performance.now() > deadline) throw makeStartError(parts.folder, 'it does not answer')
      const coming = findPostmaster(parts.folder.data) || (started && started.exit === undefined)
      if (coming) continue
      if (starts === serverLimits.starts) throw makeStartError(parts.folder, started?.exit ?? '')
      // Wait, for example because the processes of a killed server are still exiting.
      await sleep(100 * starts++, undefined, { signal })
      clearStaleLocks(parts.folder)
      started = startServer(parts)
    }
  } catch (error) {
    if (started) await endStartedServer(started)
    throw error
  } finally {
    process.off('exit', end)
  }
}

async function connectSession(folder: Folder): Promise<Session | undefined> {
  const client = new Session({ ...connectionTo(folder), connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    return client
  } catch {
    await client.end().catch(() => {})
    return undefined
  }
}

interface StartedServer {
  child: ChildProcess
  /** Why it ended; undefined while it runs. */
  exit: string | undefined
}

async function endStartedServer(started: StartedServer): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    started.child.kill(signal)
    const deadline = performance.now() + serverLimits.giveUpMs
    while (started.exit === undefined && performance.now() < deadline) await sleep(5)
  }
}

function startServer({ folder, binaries, route, settings, log }: ServerParts): StartedServer {
  const file = openLog(folder)
  const [program = '', ...args] = [...route.prefix, binaries.postgres, '-D', folder.data, '-p', '5432']
  const all = { ...settings, ...fixedSettings(folder) }
  const child = spawn(program, [...args, ...Object.entries(all).flatMap(([key, value]) => ['-c', `${key}=${value}`])], {
    ...spawnOptions(route),
    cwd: '/',
    stdio: ['ignore', file, file],
    detached: true, // a Ctrl-C in the terminal is meant for the bot, which stops the server when it no longer needs it
  })
  closeSync(file)
  child.unref()
  const started: StartedServer = { child, exit: undefined }
  child.on('error', (error) => {
    started.exit = error.message
  })
  child.on('exit', (code, signal) => {
    started.exit = signal ? `stopped by ${signal}` : `exit code ${code}`
  })
  log.debug({ folder: folder.given, pid: child.pid }, 'PostgreSQL is starting')
  return started
}

/** The server accepts only this user, only through its socket, and keeps all times in UTC. */
function fixedSettings({ socketDir }: Folder): Record<string, string> {
  return {
    listen_addresses: '',
    unix_socket_directories: `"${socketDir.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    timezone: 'UTC',
    log_timezone: 'UTC',
  }
}

/** Opens the log, rotating it first if it has grown large. One old file is kept. */
function openLog({ log }: Folder): number {
  const found = statSync(log, { throwIfNoEntry: false })
  if (found && found.size > serverLimits.logBytes) renameSync(log, `${log}.1`)
  return openSync(log, 'a', 0o600)
}

function makeStartError({ log }: Folder, why: string): DatabaseSetupError {
  const fatal = readFileSync(log, 'utf8')
    .match(/(?:FATAL|PANIC): .*/g)
    ?.at(-1)
  return new DatabaseSetupError(`The built-in PostgreSQL does not start (${fatal ?? why}): see ${log}.`)
}

/** Stops the server: ends open sessions and keeps everything that was committed. Resolves when it is gone. */
export async function stopServer({ folder, log }: ServerParts): Promise<void> {
  const running = findPostmaster(folder.data)
  if (!running) return
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!sendSignal(running.pid, signal)) return
    const deadline = performance.now() + serverLimits.stopMs
    while (performance.now() < deadline) {
      if (!isServerOf(running.pid, folder.data)) return
      await sleep(5)
    }
  }
  log.warn({ pid: running.pid }, 'PostgreSQL did not stop and is left running')
}

/** Tells the server to stop without waiting for it, for use when the process exits. */
export function dismissServer({ folder }: ServerParts): void {
  const running = findPostmaster(folder.data)
  if (running) sendSignal(running.pid, 'SIGINT')
}
