/**
 * Writes the migration that leads from prisma/migrations to prisma/schema.prisma.
 *
 *   npm run db:migration -- <what it does>     a new migration
 *   npm run db:migration -- --reset            until the first release: the first and only migration anew
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { migrationsDir, readMigrations } from '../src/platform/db/migration-files.ts'
import { difference } from './schema-engine.ts'

const prisma = join(import.meta.dirname, '../prisma')

async function main(): Promise<string> {
  const { values, positionals } = parseArgs({
    options: { reset: { type: 'boolean' } },
    allowPositionals: true,
  })
  if (values.reset) return await rewriteFirst()
  const name = positionals.join('_').toLowerCase().replace(/\W+/g, '_')
  if (!name) throw new Error('Say what the migration does: npm run db:migration -- add incident labels')
  return await writeNext(name)
}

async function writeNext(name: string): Promise<string> {
  const sql = await difference({ migrations: readMigrations(migrationsDir) }, readSchema())
  if (!sql) return 'The migrations already lead to prisma/schema.prisma.'
  return write(`${stamp(new Date())}_${name}`, sql)
}

async function rewriteFirst(): Promise<string> {
  const [first, ...others] = readMigrations(migrationsDir)
  if (others.length > 0)
    throw new Error('There is more than one migration: only the first and only one can be made anew.')
  const tables = await difference({ migrations: [] }, readSchema())
  const constraints = readFileSync(join(prisma, 'constraints.sql'), 'utf8')
  return write(first?.name ?? `${stamp(new Date())}_start`, `${tables}\n${constraints}`)
}

function readSchema() {
  return { schema: readFileSync(join(prisma, 'schema.prisma'), 'utf8') }
}

function write(name: string, sql: string): string {
  mkdirSync(join(migrationsDir, name), { recursive: true })
  writeFileSync(join(migrationsDir, name, 'migration.sql'), sql)
  writeFileSync(join(migrationsDir, 'migration_lock.toml'), 'provider = "postgresql"\n')
  return `Wrote prisma/migrations/${name}/migration.sql: read it before you commit it.`
}

function stamp(now: Date): string {
  return now.toISOString().replace(/\D/g, '').slice(0, 14)
}

try {
  console.log(await main())
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
