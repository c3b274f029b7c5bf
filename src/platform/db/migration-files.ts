import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface MigrationFile {
  name: string
  sql: string
  /** The checksum Prisma uses: SHA-256 of the file, in hex. */
  checksum: string
}

/** The folder of this program's migrations. */
export const migrationsDir = join(import.meta.dirname, '../../../prisma/migrations')

/** The migrations in a folder, oldest first. */
export function readMigrations(dir: string): MigrationFile[] {
  const folders = readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return folders
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(dir, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}
