import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** The only file that may read the real time. All other code gets a clock, which replay and tests control. */
const ownClock = ['src/platform/time/clock.ts']

/** Writes Prisma's migration table, whose times are Prisma's own. */
const ownSqlTime = ['src/platform/db/migrate.ts']

const schemaTime = /@default\(\s*now\(|@updatedAt|dbgenerated/
const sqlTime =
  /(?<![\w.])(?:(?:now|(?:clock|statement|transaction)_timestamp|timeofday)\s*\(|current_(?:timestamp|date|time)\b|localtime(?:stamp)?\b)/i
const clockReading = /\bDate\.now\b|\bnew Date\(\s*\)|(?<![\w.])Date\(\s*\)/

function filesIn(folder: string, ending: string): string[] {
  const all = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
  return all
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith('src/generated/') && !path.endsWith('.test.ts'))
}

const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** The string literals of a program that look like SQL. */
function sqlIn(source: string): string[] {
  const texts = source.match(/`(?:[^`\\]|\\.)*`|'(?:[^'\\\n]|\\.)*'/g) ?? []
  return texts.filter((text) => /\b(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|VALUES|WHERE|SET)\b/.test(text))
}

/** Comments in a migration may mention time functions. */
const withoutComments = (sql: string) => sql.replace(/--.*/g, '')

test('the schema takes no time from the database', () => {
  expect(withoutSlashes(read('prisma/schema.prisma'))).not.toMatch(schemaTime)
})

test('migrations take no time from the database', () => {
  const files = filesIn('prisma', '.sql')
  expect(files.length).toBeGreaterThan(1)
  expect(files.filter((path) => sqlTime.test(withoutComments(read(path))))).toEqual([])
})

test('queries take no time from the database', () => {
  const offenders = filesIn('src', '.ts').filter((path) => sqlIn(read(path)).some((sql) => sqlTime.test(sql)))
  expect(offenders).toEqual(ownSqlTime)
})

test('only the clock reads the time', () => {
  expect(filesIn('src', '.ts').filter((path) => clockReading.test(read(path)))).toEqual(ownClock)
})

test.each([
  ['at DateTime @default(now())', schemaTime],
  ['at DateTime @updatedAt', schemaTime],
  ['id String @default(dbgenerated("gen_random_uuid()"))', schemaTime],
  ['at TIMESTAMPTZ DEFAULT CURRENT_TIMESTAMP', sqlTime],
  ['UPDATE a SET at = now()', sqlTime],
  ['WHERE at < clock_timestamp()', sqlTime],
  ['const at = Date.now()', clockReading],
  ['const at = new Date()', clockReading],
])('finds %s', (offence, pattern) => {
  expect(offence).toMatch(pattern)
})

test.each([
  ['clock.now()', sqlTime],
  ['new Date(at)', clockReading],
  ['WHERE "updatedNow" = 1', sqlTime],
])('accepts %s', (innocent, pattern) => {
  expect(innocent).not.toMatch(pattern)
})

function withoutSlashes(schema: string): string {
  return schema.replace(/\/\/.*/g, '')
}
