import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import type { Folder } from './folder.ts'
import { type LaunchMethod, runUnlessAborted } from './route.ts'

const initdbOptions = [
  ...['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-instructions'],
  // The same order of text on every system, now and after its next upgrade.
  ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
]

/**
 * Makes the database files where there are none. They are made aside and renamed when they are whole, so a start
 * that was killed leaves nothing half-made, and of two first starts exactly one has its files used.
 */
export async function makeCluster(
  { root, data }: Folder,
  binaries: Binaries,
  route: LaunchMethod,
  signal?: AbortSignal,
): Promise<void> {
  if (existsSync(data)) return
  const aside = join(root, `new-${randomUUID()}`)
  try {
    await runUnlessAborted(route, [binaries.initdb, '-D', aside, ...initdbOptions], signal)
    renameSync(aside, data)
  } catch (error) {
    if (!existsSync(data)) throw error
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
}

/** Removes what killed starts have left. Only for whoever holds the database alone. */
export function removeLeftovers({ root }: Folder): void {
  for (const name of readdirSync(root)) {
    if (name.startsWith('new-')) rmSync(join(root, name), { recursive: true, force: true })
  }
}
