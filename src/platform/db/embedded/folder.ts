import { createHash } from 'node:crypto'
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DatabaseSetupError } from '../errors.ts'

/** Whose files they are, and as whom PostgreSQL runs. */
export interface FolderOwner {
  uid: number
  gid: number
}

/** Where an embedded server lives: all of it in one private folder inside the data folder. */
export interface Folder {
  /** The data folder as the operator named it, for messages. */
  given: string
  root: string
  data: string
  log: string
  socketDir: string
}

/** Longest folder (bytes) in which a socket's path, with `/.s.PGSQL.5432` and its `.lock`, is short enough. */
const longestSocketDir = 80

/** True when an embedded database has been made in `dataDir`. */
export function hasDatabase(dataDir: string): boolean {
  return existsSync(join(dataDir, 'postgres', 'data', 'PG_VERSION'))
}

/** Finds the folder, making what is missing, private to the present user. */
export function makeFolder(dataDir: string): Folder {
  const given = resolve(dataDir)
  try {
    mkdirSync(dirname(given), { recursive: true })
    makePrivate(given, { evenIfMade: false })
    makePrivate(join(given, 'postgres'), { evenIfMade: true })
  } catch (error) {
    const advice = 'run Fresheyes as the user it belongs to, or set DATA_DIR to another folder'
    throw new DatabaseSetupError(`The data folder ${given} cannot be written: ${advice}.`, { cause: error })
  }
  return locate(given)
}

function locate(given: string): Folder {
  const root = realpathSync(join(given, 'postgres'))
  return {
    given,
    root,
    data: join(root, 'data'),
    log: join(root, 'postgres.log'),
    socketDir: socketDirOf(root),
  }
}

/** A folder that others use as well keeps its mode. */
function makePrivate(path: string, { evenIfMade }: { evenIfMade: boolean }): void {
  const made = mkdirSync(path, { recursive: true, mode: 0o700 }) !== undefined
  if (made || evenIfMade) chmodSync(path, 0o700)
}

function socketDirOf(root: string): string {
  if (Buffer.byteLength(root) <= longestSocketDir) return root
  return `/tmp/fresheyes-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`
}

/** Gives the folder to the user PostgreSQL runs as. Only root can, and only root needs to. */
export function giveTo(folder: Folder, { uid, gid }: FolderOwner): void {
  if (process.getuid?.() !== 0) return
  chownSync(folder.root, uid, gid)
  if (isDedicatedFolder(folder)) chownSync(folder.given, uid, gid)
}

/** The innermost folder on the way that stays whose it is. */
export function wayTo(folder: Folder): string {
  return isDedicatedFolder(folder) ? dirname(folder.given) : folder.given
}

/** A data folder with nothing else in it can be given away; a user that may not pass through it needs it. */
function isDedicatedFolder({ given }: Folder): boolean {
  return readdirSync(given).length === 1
}

/** Makes the socket's folder where it is not the database's own; nobody else may have put it there. */
export function makeSocketDir({ root, socketDir }: Folder, { uid, gid }: FolderOwner): void {
  if (socketDir === root) return
  mkdirSync(socketDir, { recursive: true, mode: 0o700 })
  if (process.getuid?.() === 0 && lstatSync(socketDir).uid === 0) chownSync(socketDir, uid, gid)
  const found = lstatSync(socketDir)
  if (found.isDirectory() && found.uid === uid && (found.mode & 0o077) === 0) return
  const advice = 'remove it, or set DATA_DIR to a shorter path'
  throw new DatabaseSetupError(`${socketDir} exists and is not private to Fresheyes: ${advice}.`)
}

/** Whose the database is; undefined before it is made. */
export function findDatabaseOwner({ data }: Folder): FolderOwner | undefined {
  const found = statSync(data, { throwIfNoEntry: false })
  return found && { uid: found.uid, gid: found.gid }
}
