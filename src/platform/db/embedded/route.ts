import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { DatabaseSetupError } from '../errors.ts'
import type { Binaries } from './binaries.ts'
import { type Folder, type FolderOwner, findDatabaseOwner, giveTo, wayTo } from './folder.ts'
import { sendSignal } from './postmaster.ts'

/** How PostgreSQL's programs are run: through which command, and as whom. */
export interface LaunchMethod {
  /** Put before the program and its arguments. */
  prefix: readonly string[]
  /** Whose the files are, seen from outside. */
  owner: FolderOwner
}

/** A user namespace in which root is called by another number; its files stay root's. */
const namespace = ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--']

/**
 * Finds a way to run PostgreSQL on this folder, and gives the folder to the user it runs as.
 *
 * PostgreSQL refuses to run as root. Then it runs as `postgres` or `nobody`, unless these cannot come to the
 * folder or to the programs (both below /root, say): then as root under another number, in a user namespace.
 * A database already made stays with its owner.
 */
export function findRoute(folder: Folder, binaries: Binaries): LaunchMethod {
  const candidates = process.getuid?.() === 0 ? routesOfRoot(findDatabaseOwner(folder)) : [routeOfUser()]
  const route = candidates.find((candidate) => works(candidate, folder, binaries))
  if (route) {
    giveTo(folder, route.owner)
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
  const inNamespace = { prefix: namespace, owner: { uid: 0, gid: 0 } }
  if (owner) return [owner.uid === 0 ? inNamespace : { prefix: [], owner }]
  const [first, ...others] = unprivileged().map((user): LaunchMethod => ({ prefix: [], owner: user }))
  return first ? [first, inNamespace, ...others] : [inNamespace]
}

function unprivileged(): FolderOwner[] {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  return ['postgres', 'nobody'].flatMap((name) => {
    const [, , uid, gid] = users.find(([user]) => user === name) ?? []
    return uid && gid ? [{ uid: Number(uid), gid: Number(gid) }] : []
  })
}

/** Tries it: that user must be able to come to the folder and to run the program. Changes nothing. */
function works(route: LaunchMethod, folder: Folder, { postgres }: Binaries): boolean {
  const probe = ['/bin/sh', '-c', 'cd "$1" && exec "$2" --version', 'sh', wayTo(folder), postgres]
  return runProgramSync(route, probe).status === 0
}

/** Runs a program to its end, and rejects when it fails. The signal ends it, and all that it has begun. */
export async function runUnlessAborted(
  route: LaunchMethod,
  [program = '', ...args]: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  signal?.throwIfAborted()
  const [file = '', ...rest] = [...route.prefix, program, ...args]
  // A group of its own: a Ctrl-C in the terminal is for the bot, which ends the program in its own way.
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

/** Runs a program to its end, at once. */
function runProgramSync(route: LaunchMethod, [program = '', ...args]: readonly string[]) {
  const [file = '', ...rest] = [...route.prefix, program, ...args]
  return spawnSync(file, rest, { ...spawnOptions(route), cwd: '/', encoding: 'utf8' })
}

/** The surroundings PostgreSQL's programs run in: nothing of ours that could mislead them (PGDATA, LANG, TZ). */
export function spawnOptions({ prefix, owner }: LaunchMethod) {
  const asOther = process.getuid?.() === 0 && prefix.length === 0 ? owner : {}
  return { ...asOther, env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' } }
}

function adviceForRoot({ given }: Folder, { postgres }: Binaries): string {
  const advice = 'run Fresheyes as another user, put both where others may enter, or set DATABASE_URL'
  return `PostgreSQL does not run as root, and no other user can use ${given} and ${dirname(postgres)}: ${advice}.`
}
