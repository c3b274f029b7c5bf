import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { applyMigrations, pendingMigrations } from '../../src/platform/db/migrate.ts'
import { migrationsDir, readMigrations } from '../../src/platform/db/migration-files.ts'
import { emptyConnection, type TestConnection } from '../support/database.ts'

let database: TestConnection
let dir: string
beforeEach(async () => {
  database = await emptyConnection()
  dir = mkdtempSync(join(tmpdir(), 'migrations-'))
})
afterEach(async () => {
  await database.drop()
  rmSync(dir, { recursive: true })
})

function write(name: string, sql: string): void {
  mkdirSync(join(dir, name), { recursive: true })
  writeFileSync(join(dir, name, 'migration.sql'), sql)
}

async function query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
  const client = new pg.Client(database.connection)
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

test('applies pending migrations in order', async () => {
  write('1_first', 'CREATE TABLE a (id int);')
  expect(await applyMigrations(database.connection, dir)).toEqual(['1_first'])
  write('2_second', 'ALTER TABLE a ADD b int; ALTER TABLE a ADD c int;')
  expect(await pendingMigrations(database.connection, dir)).toEqual(['2_second'])
  expect(await applyMigrations(database.connection, dir)).toEqual(['2_second'])
  expect(await applyMigrations(database.connection, dir)).toEqual([])
  expect(await query('SELECT b, c FROM a')).toEqual([])
})

test('runs a function body with semicolons as one statement', async () => {
  write('1_function', `CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 2; END; $$;`)
  await applyMigrations(database.connection, dir)
  expect(await query('SELECT two()')).toEqual([{ two: 2 }])
})

test('rolls back a migration that fails, which can then be fixed', async () => {
  write('1_half', 'CREATE TABLE a (id int); SELECT 1/0;')
  await expect(applyMigrations(database.connection, dir)).rejects.toThrow(
    'Migration 1_half failed; the database is unchanged',
  )
  expect(await query(`SELECT to_regclass('a') AS found`)).toEqual([{ found: null }])
  write('1_half', 'CREATE TABLE a (id int);')
  expect(await applyMigrations(database.connection, dir)).toEqual(['1_half'])
})

test('applies each migration once when four start at the same time', async () => {
  const applied = await Promise.all(
    Array.from({ length: 4 }, () => applyMigrations(database.connection, migrationsDir)),
  )
  expect(applied.filter((names) => names.length > 0)).toHaveLength(1)
  expect(await applyMigrations(database.connection, migrationsDir)).toEqual([])
})

test('dates a reopened hypothesis from its latest timeline entry', async () => {
  const name = '20261130072933_hypotheses_that_were_opened_again'
  for (const before of readMigrations(migrationsDir).filter((known) => known.name < name))
    write(before.name, before.sql)
  await applyMigrations(database.connection, dir)
  const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
  await query(`
    INSERT INTO "Workspace" (id) VALUES ('T1');
    INSERT INTO "Incident" (id, "workspaceId", number, title, severity, "declaredBy", "declaredAt")
      VALUES ('${id(0)}', 'T1', 1, 'x', 'SEV1', 'UANA', '2026-03-02 03:00Z');
    INSERT INTO "Hypothesis" (id, "incidentId", number, statement, "proposedBy", "openedAt", "questionedAt")
      SELECT id::uuid, '${id(0)}', number, statement, 'UANA', '2026-03-02 03:00Z', '2026-03-02 03:00Z'
      FROM (VALUES ('${id(1)}', 1, 'the ALB'), ('${id(2)}', 2, 'the ALB is slow'), ('${id(3)}', 3, 'DNS')) v(id, number, statement);
    INSERT INTO "Entry" (id, "incidentId", kind, state, text, "occurredAt", "recordedAt", "recorderId")
      SELECT gen_random_uuid(), '${id(0)}', kind::"EntryKind", state::"EntryState", text, at::timestamptz, at::timestamptz, 'UANA'
      FROM (VALUES
        ('evidence', 'shown', 'Reopened: the ALB. it is back', '2026-03-02 03:10Z'),
        ('evidence', 'shown', 'Reopened: the ALB. once more', '2026-03-02 03:20Z'),
        ('evidence', 'withdrawn', 'Reopened: the ALB. by mistake', '2026-03-02 03:30Z'),
        ('note', 'shown', 'Reopened: DNS. so they say', '2026-03-02 03:40Z')
      ) v(kind, state, text, at)`)
  await applyMigrations(database.connection, migrationsDir)
  expect(await query('SELECT number, "reopenedAt" FROM "Hypothesis" ORDER BY number')).toEqual([
    { number: 1, reopenedAt: new Date('2026-03-02T03:20:00Z') },
    { number: 2, reopenedAt: null },
    { number: 3, reopenedAt: null },
  ])
})

test('refuses a migration that was edited after it was applied', async () => {
  write('1_first', 'CREATE TABLE a (id int);')
  await applyMigrations(database.connection, dir)
  write('1_first', 'CREATE TABLE a (id bigint);')
  await expect(applyMigrations(database.connection, dir)).rejects.toThrow('1_first was changed after it was applied')
})

test('refuses a database that a newer version has used', async () => {
  write('1_first', 'CREATE TABLE a (id int);')
  write('2_newer', 'CREATE TABLE b (id int);')
  await applyMigrations(database.connection, dir)
  rmSync(join(dir, '2_newer'), { recursive: true })
  await expect(applyMigrations(database.connection, dir)).rejects.toThrow('newer than this Fresheyes (it has 2_newer)')
  await expect(pendingMigrations(database.connection, dir)).rejects.toThrow('newer than this Fresheyes')
})

test('refuses to continue after a migration that Prisma left half-done', async () => {
  write('1_first', 'CREATE TABLE a (id int);')
  await applyMigrations(database.connection, dir)
  await query('UPDATE _prisma_migrations SET finished_at = NULL')
  await expect(applyMigrations(database.connection, dir)).rejects.toThrow('1_first failed half-way')
})
