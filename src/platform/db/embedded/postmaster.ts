import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** A running server, according to `postmaster.pid`. */
export interface Postmaster {
  pid: number
  socketDir: string
}

/**
 * The live server on this database, if any. A zombie, or another process that has reused a dead server's pid, does not
 * count.
 */
export function findPostmaster(data: string): Postmaster | undefined {
  const noted = readLines(pidFile(data))
  return noted.pid > 0 && isServerOf(noted.pid, data) ? noted : undefined
}

/**
 * Removes the lock files of a dead server whose pid is in use again (by a zombie, or in a container by any process):
 * PostgreSQL would take that process for a server and refuse to start. They stay as long as any process works in the
 * database folder, because they keep two servers from writing the same files.
 */
export function clearStaleLocks({ data, socketDir }: { data: string; socketDir: string }): void {
  if (process.platform !== 'linux') return
  const locks = [pidFile(data), join(socketDir, '.s.PGSQL.5432.lock')]
  const stale = locks.filter((lock) => {
    const pid = readLines(lock).pid
    return pid > 0 && isPidTaken(pid) && !isServerOf(pid, data)
  })
  if (stale.length === 0 || isDataFolderInUse(data)) return
  for (const lock of stale) rmSync(lock, { force: true })
}

const pidFile = (data: string) => join(data, 'postmaster.pid')

function readLines(path: string): Postmaster {
  const lines = tryOrUndefined(() => readFileSync(path, 'utf8').split('\n'))
  return { pid: Number(lines?.[0] ?? 0), socketDir: lines?.[4] ?? '' }
}

function isPidTaken(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Signals a process, or a process group if the pid is negative. False when it is gone or belongs to another user. */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}

/** True while process `pid` is the server of this database. */
export function isServerOf(pid: number, data: string): boolean {
  if (process.platform !== 'linux') return isPidTaken(pid) && isPostgresByPs(pid)
  const stat = tryOrUndefined(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  if (!stat?.includes('(postgres)') || /^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2))) return false
  return folderOf(pid) === data || argumentsOf(pid).includes(data)
}

/** A server's working directory is its database. Another user's process hides that, but shows its arguments. */
function folderOf(pid: number | string): string | undefined {
  return tryOrUndefined(() => readlinkSync(`/proc/${pid}/cwd`))
}

function argumentsOf(pid: number): string[] {
  return tryOrUndefined(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'))?.split('\0') ?? []
}

function isDataFolderInUse(data: string): boolean {
  return readdirSync('/proc').some((name) => /^\d+$/.test(name) && folderOf(name) === data)
}

function isPostgresByPs(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=,comm=', '-p', String(pid)], { encoding: 'utf8' })
  return stdout.includes('postgres') && !stdout.trimStart().startsWith('Z')
}

function tryOrUndefined<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
