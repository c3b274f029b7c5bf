import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { DatabaseSetupError } from '../errors.ts'
import type { Binaries } from './binaries.ts'
import { type Folder, type FolderOwner, findDatabaseOwner, giveFolderTo, innermostKeptFolder } from './folder.ts'
import { sendSignal } from './postmaster.ts'

/** How to run PostgreSQL's programs: with which command prefix and as which user. */
export interface LaunchMethod {
  /** Placed before the program and its arguments. */
  prefix: readonly string[]
  /** The owner of the files, as seen from outside a user namespace. */
  owner: FolderOwner
}

/** Runs as an ordinary user in a user namespace where root has another id. Files still belong to root. */
const userNamespacePrefix = ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--']

/**
 * Finds a way to run PostgreSQL on this folder and gives the folder to the user it runs as. Throws a DatabaseSetupError
 * if there is none.
 *
 * PostgreSQL refuses to run as root. It then runs as `postgres` or `nobody`; if those cannot reach the folder or the
 * programs (both below /root, say), it runs as root under another id in a user namespace. An existing database stays
 * with its owner.
 */
export function findRoute(folder: Folder, binaries: Binaries): LaunchMethod {
  const candidates = process.getuid?.() === 0 ? routesOfRoot(findDatabaseOwner(folder)) : [routeOfUser()]
  const route = candidates.find((candidate) => canLaunchBy(candidate, folder, binaries))
  if (route) {
    giveFolderTo(folder, route.owner)
    return route
  }
  if (process.getuid?.() === 0) throw new DatabaseSetupError(adviceForRoot(folder, binaries))
  const system = 'it needs Linux with glibc, or macOS'
  throw new DatabaseSetupError(`The built-in PostgreSQL does not run on this system (${system}): set DATABASE_URL.`)
}

function routeOfUser(): LaunchMethod {
  return { prefix: [], owner: { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 } }
}

function routesOfRoot(owner: FolderOwner | undefined): LaunchMethod[] {
  const inNamespace = { prefix: userNamespacePrefix, owner: { uid: 0, gid: 0 } }
  if (owner) return [owner.uid === 0 ? inNamespace : { prefix: [], owner }]
  const [first, ...others] = listUnprivilegedUsers().map((user): LaunchMethod => ({ prefix: [], owner: user }))
  return first ? [first, inNamespace, ...others] : [inNamespace]
}

function listUnprivilegedUsers(): FolderOwner[] {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  return ['postgres', 'nobody'].flatMap((name) => {
    const [, , uid, gid] = users.find(([user]) => user === name) ?? []
    return uid && gid ? [{ uid: Number(uid), gid: Number(gid) }] : []
  })
}

/** Probes whether that user can reach the folder and run the program. Changes nothing. */
function canLaunchBy(route: LaunchMethod, folder: Folder, { postgres }: Binaries): boolean {
  const probe = ['/bin/sh', '-c', 'cd "$1" && exec "$2" --version', 'sh', innermostKeptFolder(folder), postgres]
  return runProgramSync(route, probe).status === 0
}

/** Runs a program and rejects if it fails. The signal stops it and every process it started. */
export async function runUnlessAborted(
  route: LaunchMethod,
  [program = '', ...args]: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  signal?.throwIfAborted()
  const [file = '', ...rest] = [...route.prefix, program, ...args]
  // In its own process group, because a Ctrl-C in the terminal is meant for the bot, which stops the program itself.
  const child = spawn(file, rest, {
    ...spawnOptions(route),
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const end = () => child.pid && sendSignal(-child.pid, 'SIGTERM')
  signal?.addEventListener('abort', end)
  try {
    const complaint = child.stderr.setEncoding('utf8').toArray()
    const [status] = await once(child, 'close')
    signal?.throwIfAborted()
    if (status !== 0) throw new Error(`${basename(program)} failed: ${(await complaint).join('').trim()}`)
  } finally {
    signal?.removeEventListener('abort', end)
  }
}

/** Runs a program synchronously. */
function runProgramSync(route: LaunchMethod, [program = '', ...args]: readonly string[]) {
  const [file = '', ...rest] = [...route.prefix, program, ...args]
  return spawnSync(file, rest, { ...spawnOptions(route), cwd: '/', encoding: 'utf8' })
}

/**
 * The user and environment for PostgreSQL's programs. Our own variables stay out, since some (PGDATA, LANG, TZ) would
 * mislead them.
 */
export function spawnOptions({ prefix, owner }: LaunchMethod) {
  const asOther = process.getuid?.() === 0 && prefix.length === 0 ? owner : {}
  return { ...asOther, env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' } }
}

function adviceForRoot({ given }: Folder, { postgres }: Binaries): string {
  const advice = 'run Fresheyes as another user, put both where others may enter, or set DATABASE_URL'
  return `PostgreSQL does not run as root, and no other user can use ${given} and ${dirname(postgres)}: ${advice}.`
}
