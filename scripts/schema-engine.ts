import { PGlite } from '@electric-sql/pglite'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { type DiffTarget, SchemaEngine } from '@prisma/schema-engine-wasm'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { type MigrationFile, migrationsDir } from '../src/platform/db/migration-files.ts'

/** What a database should look like: as a schema file says, or as migrations make it. */
export type Target = { schema: string } | { migrations: readonly MigrationFile[] }

/** The adapter would start a second database for the migrations; the first is just as empty. */
class OneDatabase extends PrismaPGlite {
  override connectToShadowDb() {
    return this.connect()
  }
}

/**
 * The SQL that leads from one form to the other; empty when they are the same. Needs no database server and no
 * network: Prisma's engine, in WebAssembly, plays the migrations on a PostgreSQL in memory.
 */
export async function difference(from: Target, to: Target): Promise<string> {
  const scratch = new PGlite()
  const adapter = bindMigrationAwareSqlAdapterFactory(new OneDatabase(scratch))
  const engine = await SchemaEngine.new({ datamodels: undefined }, () => {}, adapter)
  try {
    const { stdout } = await engine.diff({
      from: describe(from),
      to: describe(to),
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    })
    return !stdout || stdout.startsWith('-- This is an empty migration') ? '' : stdout
  } finally {
    await scratch.close()
  }
}

function describe(target: Target): DiffTarget {
  if ('schema' in target) {
    return { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: target.schema }] }
  }
  if (target.migrations.length === 0) return { tag: 'empty' }
  return {
    tag: 'migrations',
    baseDir: migrationsDir,
    shadowDbInitScript: '',
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    migrationDirectories: target.migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  }
}
