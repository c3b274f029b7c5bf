import pg from 'pg'
import { pino } from 'pino'
import { inject } from 'vitest'
import { connectDatabase, type Database } from '../../src/store/database.ts'
import { template } from './database-cluster.ts'

/** A database of one's own, with every table and no row. */
export interface TestConnection {
  connection: pg.PoolConfig
  /** For a child process: DATABASE_URL. */
  url: string
  /** Removes it, with whoever is still connected. */
  drop(): Promise<void>
}

export interface TestDatabase extends Database, Pick<TestConnection, 'url'> {
  /** Ends the sessions and removes the database. */
  close(): Promise<void>
}

let made = 0

/** Copies the migrated template: some 20 ms. */
export async function testConnection(): Promise<TestConnection> {
  return await makeDatabase(`TEMPLATE ${template} STRATEGY file_copy`)
}

/** A database without any table. */
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

/** As the bot has it, on a copy of its own. Close it when the test is over, failed or not. */
export async function testDatabase(o: { poolSize?: number } = {}): Promise<TestDatabase> {
  const { connection, url, drop } = await testConnection()
  const database = connectDatabase(connection, { log: pino({ level: 'silent' }), ...o })
  return { ...database, url, close: () => database.close().then(drop) }
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
