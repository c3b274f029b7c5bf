import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { difference } from '../../scripts/schema-engine.ts'
import { migrationsDir, readMigrations } from '../../src/platform/db/migration-files.ts'

const prisma = join(import.meta.dirname, '../../prisma')
const schema = readFileSync(join(prisma, 'schema.prisma'), 'utf8')
const migrations = readMigrations(migrationsDir)

test('the migrations lead to prisma/schema.prisma, and a difference is found', async () => {
  const changed = schema.replace(/^model Workspace \{/m, '$&\n  motto String?')
  const missing = await difference({ migrations }, { schema: changed })
  expect(missing.trim()).toBe('-- AlterTable\nALTER TABLE "Workspace" ADD COLUMN     "motto" TEXT;')
})

const constraints = readFileSync(join(prisma, 'constraints.sql'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('CREATE '))

test.each(constraints)('the migrations create what the schema cannot express: %s', (constraint) => {
  expect(migrations.map(({ sql }) => sql).join('\n')).toContain(constraint)
})
