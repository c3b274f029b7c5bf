import { pino } from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Jobs, startJobs } from '../../src/store/jobs.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

const log = pino({ level: 'silent' })
let database: TestDatabase
let started: Jobs[]
let ran: string[]

beforeEach(async () => {
  database = await testDatabase()
  started = []
  ran = []
})
afterEach(async () => {
  await Promise.all(started.map((jobs) => jobs.stop(1_000)))
  await database.close()
})

async function start(): Promise<Jobs> {
  const jobs = await startJobs(database, log)
  started.push(jobs)
  return jobs
}

const note = async ({ id = '' }: Record<string, string>) => {
  ran.push(id)
}
const wake = (jobs: Jobs, id: string, o?: { inMs: number }) =>
  database.transact((tx) => jobs.wake(tx, 'deliver', { id }, o))
const waitFor = (done: () => boolean) => vi.waitUntil(done, { timeout: 10_000, interval: 5 })

test('runs what a committed transaction asked for, and nothing of one that was rolled back', async () => {
  const jobs = await start()
  await jobs.on('deliver', note)
  const undone = database.transact(async (tx) => {
    await jobs.wake(tx, 'deliver', { id: 'undone' })
    throw new Error('no')
  })
  await expect(undone).rejects.toThrow('no')
  await wake(jobs, 'done')
  await waitFor(() => ran.length > 0)
  expect(ran).toEqual(['done'])
})

test('runs a delayed job in time, and not before', async () => {
  const jobs = await start()
  await jobs.on('deliver', note, { concurrency: 2 })
  const asked = Date.now()
  await wake(jobs, 'late', { inMs: 300 })
  await waitFor(() => ran.includes('late'))
  expect(Date.now() - asked).toBeGreaterThanOrEqual(300)
  expect(Date.now() - asked).toBeLessThan(3_000)
})

test('a slow job keeps only its own worker busy', async () => {
  const jobs = await start()
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const handler = async ({ id = '' }: Record<string, string>) => {
    if (id === 'slow') await released
    ran.push(id)
  }
  await jobs.on('deliver', handler, { concurrency: 2 })
  await wake(jobs, 'slow')
  for (let n = 0; n < 30; n++) await wake(jobs, String(n))
  await waitFor(() => ran.length === 30)
  expect(ran).not.toContain('slow')
  release()
  await waitFor(() => ran.includes('slow'))
})

test('many jobs of one moment run without waiting for the next poll', async () => {
  const jobs = await start()
  await jobs.on('deliver', note)
  const asked = performance.now()
  await database.transact(async (tx) => {
    for (let n = 0; n < 40; n++) await jobs.wake(tx, 'deliver', { id: String(n) })
  })
  await waitFor(() => ran.length === 40)
  expect(performance.now() - asked).toBeLessThan(10_000)
  expect(new Set(ran).size).toBe(40)
})

test('a handler that throws is called again', async () => {
  const jobs = await start()
  await jobs.on('deliver', async (data) => {
    await note(data)
    if (ran.length === 1) throw new Error('not yet')
  })
  await wake(jobs, 'again')
  await waitFor(() => ran.length === 2)
  expect(ran).toEqual(['again', 'again'])
})

test('what waits when the bot stops runs when it is back', async () => {
  const before = await start()
  await wake(before, 'kept')
  expect(before.running()).toBe(true)
  await before.stop(1_000)
  expect(before.running()).toBe(false)
  const after = await start()
  await after.on('deliver', note)
  await waitFor(() => ran.includes('kept'))
})

test('stopping waits for a job at work', async () => {
  const jobs = await start()
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  await jobs.on('deliver', async (data) => {
    begun.resolve()
    await released
    await note(data)
  })
  await wake(jobs, 'slow')
  await begun.promise
  const stopped = jobs.stop(10_000)
  release()
  await stopped
  expect(ran).toEqual(['slow'])
})

test('a job that outlasts the stop is cut off, and runs again at the next start', async () => {
  const first = await start()
  const begun = Promise.withResolvers<void>()
  await first.on('deliver', async () => {
    begun.resolve()
    await new Promise<void>(() => {})
  })
  await wake(first, 'hanging')
  await begun.promise
  await first.stop(50)
  const second = await start()
  await second.on('deliver', note)
  await waitFor(() => ran.includes('hanging'))
})

test('two replicas share the work, each job once', async () => {
  const [one, other] = [await start(), await start()]
  await one.on('deliver', note, { concurrency: 2 })
  await other.on('deliver', note, { concurrency: 2 })
  await Promise.all(Array.from({ length: 50 }, (_, n) => wake(n % 2 ? one : other, String(n))))
  await waitFor(() => ran.length >= 50)
  expect(new Set(ran).size).toBe(50)
  expect(ran).toHaveLength(50)
})
