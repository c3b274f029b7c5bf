import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import type { Folder } from './folder.ts'
import { type LaunchMethod, runUnlessAborted } from './route.ts'

const initdbOptions = [
  ...['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-instructions'],
  // Sorts text the same way on every system and after a system upgrade.
  ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
]

/**
 * Creates the database files if there are none. They are created in a temporary folder and renamed when complete, so a
 * start that was killed leaves nothing half-made, and of two concurrent first starts exactly one has its files used.
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

/** Removes what killed starts left behind. Only for the exclusive holder of the database. */
export function removeLeftovers({ root }: Folder): void {
  for (const name of readdirSync(root)) {
    if (name.startsWith('new-')) rmSync(join(root, name), { recursive: true, force: true })
  }
}
