import { createHash } from 'node:crypto'
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DatabaseSetupError } from '../errors.ts'

/** The owner of the files, who is also the user PostgreSQL runs as. */
export interface FolderOwner {
  uid: number
  gid: number
}

/** The paths of an embedded server, which keeps everything in one private folder inside the data folder. */
export interface Folder {
  /** The data folder as the operator named it, for use in messages. */
  given: string
  root: string
  data: string
  log: string
  socketDir: string
}

/** In bytes: a socket path has a limit, and `/.s.PGSQL.5432` with its `.lock` must fit behind the folder. */
const longestSocketDir = 80

/** True if `dataDir` contains an embedded database. */
export function hasDatabase(dataDir: string): boolean {
  return existsSync(join(dataDir, 'postgres', 'data', 'PG_VERSION'))
}

/**
 * Finds the folder and creates what is missing, private to the current user. Throws a DatabaseSetupError if it cannot
 * be written.
 */
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
  return locateFolder(given)
}

function locateFolder(given: string): Folder {
  const root = realpathSync(join(given, 'postgres'))
  return {
    given,
    root,
    data: join(root, 'data'),
    log: join(root, 'postgres.log'),
    socketDir: socketDirOf(root),
  }
}

/** An existing folder keeps its mode, since others may use it too, unless `evenIfMade` is set. */
function makePrivate(path: string, { evenIfMade }: { evenIfMade: boolean }): void {
  const made = mkdirSync(path, { recursive: true, mode: 0o700 }) !== undefined
  if (made || evenIfMade) chmodSync(path, 0o700)
}

function socketDirOf(root: string): string {
  if (Buffer.byteLength(root) <= longestSocketDir) return root
  return `/tmp/fresheyes-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`
}

/** Gives the folder to the user PostgreSQL runs as. Only root can do that, and only root needs to. */
export function giveFolderTo(folder: Folder, { uid, gid }: FolderOwner): void {
  if (process.getuid?.() !== 0) return
  chownSync(folder.root, uid, gid)
  if (isDedicatedFolder(folder)) chownSync(folder.given, uid, gid)
}

/** The innermost folder on the path to the database that keeps its owner. */
export function innermostKeptFolder(folder: Folder): string {
  return isDedicatedFolder(folder) ? dirname(folder.given) : folder.given
}

/** A data folder with nothing else in it can be given away, and must be if PostgreSQL's user may not enter it. */
function isDedicatedFolder({ given }: Folder): boolean {
  return readdirSync(given).length === 1
}

/**
 * Creates the socket folder if it is not the database's own. Throws a DatabaseSetupError if another user created it.
 */
export function makeSocketDir({ root, socketDir }: Folder, { uid, gid }: FolderOwner): void {
  if (socketDir === root) return
  mkdirSync(socketDir, { recursive: true, mode: 0o700 })
  if (process.getuid?.() === 0 && lstatSync(socketDir).uid === 0) chownSync(socketDir, uid, gid)
  const found = lstatSync(socketDir)
  if (found.isDirectory() && found.uid === uid && (found.mode & 0o077) === 0) return
  const advice = 'remove it, or set DATA_DIR to a shorter path'
  throw new DatabaseSetupError(`${socketDir} exists and is not private to Fresheyes: ${advice}.`)
}

/** The owner of the database, or undefined before it is created. */
export function findDatabaseOwner({ data }: Folder): FolderOwner | undefined {
  const found = statSync(data, { throwIfNoEntry: false })
  return found && { uid: found.uid, gid: found.gid }
}
