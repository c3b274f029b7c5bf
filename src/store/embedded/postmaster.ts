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
  const noted = readPidFile(data)
  return noted && isServerOf(noted.pid, data) ? noted : undefined
}

/**
 * Removes the `postmaster.pid` of a dead server whose number is taken (by a zombie, or in a container by just
 * anyone): PostgreSQL would take that process for a server and refuse to start. As long as any process works
 * in the database folder, it stays: it is what keeps two servers from writing the same files.
 */
export function clearStalePidFile(data: string): void {
  const noted = readPidFile(data)
  if (!noted || !isTaken(noted.pid) || isServerOf(noted.pid, data)) return
  if (process.platform === 'linux' && !someoneWorksIn(data))
    rmSync(join(data, 'postmaster.pid'), { force: true })
}

function readPidFile(data: string): Postmaster | undefined {
  const lines = attempt(() => readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n'))
  const pid = Number(lines?.[0])
  return pid > 0 ? { pid, socketDir: lines?.[4] ?? '' } : undefined
}

function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
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
