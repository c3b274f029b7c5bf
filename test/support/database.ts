import pg from 'pg'
import { pino } from 'pino'
import { inject } from 'vitest'
import { connectDatabase, type Database } from '../../src/platform/db/database.ts'
import { template } from './database-cluster.ts'

/** A separate database with every table and no rows. */
export interface TestConnection {
  connection: pg.PoolConfig
  /** The DATABASE_URL for a child process. */
  url: string
  /** Drops it and ends the sessions that are still connected. */
  drop(): Promise<void>
}

export interface TestDatabase extends Database, Pick<TestConnection, 'url'> {
  /** Ends the sessions and drops the database. */
  close(): Promise<void>
}

let made = 0

/** Copies the migrated template, which takes about 20 ms. */
export async function testConnection(): Promise<TestConnection> {
  return await makeDatabase(`TEMPLATE ${template} STRATEGY file_copy`)
}

/** A database without tables. */
export async function emptyConnection(): Promise<TestConnection> {
  return await makeDatabase('')
}

async function makeDatabase(how: string): Promise<TestConnection> {
  const host = inject('postgresSocketDir')
  const name = `test_${process.pid}_${++made}`
  await asAdmin(host, `CREATE DATABASE ${name} ${how}`)
  return {
    connection: {
      host,
      port: 5432,
      user: 'postgres',
      database: name,
      ssl: false,
      options: '-c TimeZone=UTC',
    },
    url: `postgresql://postgres@localhost/${name}?host=${encodeURIComponent(host)}`,
    drop: () => asAdmin(host, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}

/** A database as the bot opens it, on a separate copy. The test must close it, even when it fails. */
export async function testDatabase(o: { poolSize?: number } = {}): Promise<TestDatabase> {
  const { connection, url, drop } = await testConnection()
  const database = connectDatabase(connection, { log: pino({ level: 'silent' }), ...o })
  return { ...database, url, close: () => database.close().then(drop) }
}

const idle: TestDatabase[] = []

/**
 * A reused database without rows, whose sessions still have their prepared statements: closing it empties it for
 * the next test. Opening a database and warming up its sessions takes five times as long as a typical test.
 */
export async function borrowDatabase(): Promise<TestDatabase> {
  const database = idle.pop() ?? (await testDatabase())
  const close = async () => {
    await empty(database)
    idle.push(database)
  }
  return { ...database, close }
}

/** Deletes all rows regardless of foreign keys; TRUNCATE would invalidate the cached plans of the sessions. */
async function empty({ prisma }: Database): Promise<void> {
  await prisma.$executeRaw`
    DO $$ DECLARE name text; BEGIN
      PERFORM set_config('session_replication_role', 'replica', true);
      FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' LOOP
        EXECUTE format('DELETE FROM %I', name);
      END LOOP;
      FOR name IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' LOOP
        PERFORM setval(format('%I', name), 1, false);
      END LOOP;
    END $$`
}

async function asAdmin(host: string, sql: string): Promise<void> {
  const admin = new pg.Client({ host, port: 5432, user: 'postgres', database: 'postgres', ssl: false })
  await admin.connect()
  try {
    await admin.query(sql)
  } finally {
    await admin.end()
  }
}
