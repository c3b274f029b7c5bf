import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** A running server, as `postmaster.pid` tells it. */
export interface Postmaster {
  pid: number
  socketDir: string
}

/** The live server on this database, if any. A zombie or a process that got a dead server's number is none. */
export function findPostmaster(data: string): Postmaster | undefined {
  const noted = readLines(pidFile(data))
  return noted.pid > 0 && isServerOf(noted.pid, data) ? noted : undefined
}

/**
 * Removes the lock files of a dead server whose number is taken (by a zombie, or in a container by just anyone):
 * PostgreSQL would take that process for a server and refuse to start. As long as any process works in the
 * database folder, they stay: they are what keeps two servers from writing the same files.
 */
export function clearStaleLocks({ data, socketDir }: { data: string; socketDir: string }): void {
  if (process.platform !== 'linux') return
  const locks = [pidFile(data), join(socketDir, '.s.PGSQL.5432.lock')]
  const stale = locks.filter((lock) => {
    const pid = readLines(lock).pid
    return pid > 0 && isTaken(pid) && !isServerOf(pid, data)
  })
  if (stale.length === 0 || someoneWorksIn(data)) return
  for (const lock of stale) rmSync(lock, { force: true })
}

const pidFile = (data: string) => join(data, 'postmaster.pid')

function readLines(path: string): Postmaster {
  const lines = attempt(() => readFileSync(path, 'utf8').split('\n'))
  return { pid: Number(lines?.[0] ?? 0), socketDir: lines?.[4] ?? '' }
}

function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** To a process, or with a negative number to its group. False when it is gone, or another user's. */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}

/** True while process `pid` is the server of this database. */
export function isServerOf(pid: number, data: string): boolean {
  if (process.platform !== 'linux') return isTaken(pid) && psSaysPostgres(pid)
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  if (!stat?.includes('(postgres)') || /^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2))) return false
  return folderOf(pid) === data || argumentsOf(pid).includes(data)
}

/** A server's working folder is its database; another user's process does not show it, but shows its arguments. */
function folderOf(pid: number | string): string | undefined {
  return attempt(() => readlinkSync(`/proc/${pid}/cwd`))
}

function argumentsOf(pid: number): string[] {
  return attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'))?.split('\0') ?? []
}

function someoneWorksIn(data: string): boolean {
  return readdirSync('/proc').some((name) => /^\d+$/.test(name) && folderOf(name) === data)
}

function psSaysPostgres(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=,comm=', '-p', String(pid)], { encoding: 'utf8' })
  return stdout.includes('postgres') && !stdout.trimStart().startsWith('Z')
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
