import { setTimeout as sleep } from 'node:timers/promises'
import { type ConstructorOptions, fromPrisma, PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import { z } from 'zod'
import { sparingly } from '../log.ts'
import type { Database } from './database.ts'
import type { Tx } from './transaction.ts'

export const queues = ['deliver'] as const
export type Queue = (typeof queues)[number]

type Data = Record<string, string>
export type JobHandler = (data: Data) => Promise<void>

/**
 * Wake-ups that reach every replica. What is to be done is written in rows; a job only says where to look, so one
 * that is lost, late or run twice does no harm, and handlers must be written so.
 */
export interface Jobs {
  /** Takes effect when the caller's transaction commits: at once, or `inMs` later. */
  wake(tx: Tx, queue: Queue, data: Data, o?: { inMs?: number }): Promise<void>
  /** Runs jobs of a queue, `concurrency` (1) at a time. A handler that throws is called again, ever later. */
  on(queue: Queue, handler: JobHandler, o?: { concurrency?: number }): Promise<void>
  running(): boolean
  /** Takes no more jobs and waits for those at work, at most `deadlineMs`; what is cut off runs again elsewhere. */
  stop(deadlineMs: number): Promise<void>
}

const Payload = z.record(z.string(), z.string())

/** Some 4 minutes of tries; after that the row waits for the next wake-up, or for a sweep. */
const patience = { retryLimit: 8, retryDelay: 1, retryBackoff: true, retryDelayMax: 60 }

const queueOptions = {
  ...patience,
  notify: true,
  // A killed replica's jobs go to another after this.
  heartbeatSeconds: 10,
  expireInSeconds: 600,
  retentionSeconds: 86_400,
  deleteAfterSeconds: 60,
}

/** Starts the jobs on the database's own sessions (5 of them); creates or updates pg-boss's tables. */
export async function startJobs(database: Database, log: Logger): Promise<Jobs> {
  const boss = new PgBoss({
    // The same thing to pg; only its types say `undefined` where pg-boss's leave out.
    ...(database.connection as ConstructorOptions),
    max: 4,
    schedule: false,
    useListenNotify: true,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    maintenanceIntervalSeconds: 60,
  })
  boss.on('error', sparingly(log, 'the job queue met an error'))
  boss.on('warning', ({ message, data }) => log.warn({ warning: message, data }, 'the job queue warns'))
  await boss.start()
  for (const queue of queues) {
    await boss.createQueue(queue, queueOptions)
    await boss.updateQueue(queue, queueOptions) // made by an earlier version, perhaps
  }
  return new PgBossJobs(boss, log)
}

class PgBossJobs implements Jobs {
  readonly #boss: PgBoss
  readonly #log: Logger
  readonly #busy = new Set<Promise<void>>()
  #running = true

  constructor(boss: PgBoss, log: Logger) {
    this.#boss = boss
    this.#log = log
  }

  async wake(tx: Tx, queue: Queue, data: Data, { inMs = 0 }: { inMs?: number } = {}): Promise<void> {
    const startAfter = inMs > 0 ? { startAfter: inMs / 1_000 } : {}
    await this.#boss.send(queue, data, { db: fromPrisma(tx), ...startAfter })
  }

  /**
   * One job per worker, so that a slow one keeps nobody waiting but its own. A worker sleeps until its next poll
   * after every single job, however many wait; so each job taken wakes all of the queue's workers once more, until
   * none finds another. Only the first polls often: what a NOTIFY announced reaches all at once, and delayed jobs,
   * which nothing announces, wake the others through it.
   */
  async on(
    queue: Queue,
    handler: JobHandler,
    { concurrency = 1 }: { concurrency?: number } = {},
  ): Promise<void> {
    const workers: string[] = []
    const work = async ([job]: readonly { data: object }[]) => {
      for (const worker of workers) this.#boss.notifyWorker(worker)
      if (job) await this.#run(queue, handler, Payload.parse(job.data))
    }
    for (let n = 0; n < concurrency; n++) {
      const seconds = n === 0 ? 0.5 : 5
      const polling = { pollingIntervalSeconds: seconds, notifyPollingIntervalSeconds: seconds }
      workers.push(await this.#boss.work(queue, { batchSize: 1, ...polling }, work))
    }
  }

  async #run(queue: Queue, handler: JobHandler, data: Data): Promise<void> {
    const run = handler(data).catch((error: unknown) => {
      this.#log.warn({ err: error, queue, data }, 'a job failed and will run again')
      throw error
    })
    this.#busy.add(run)
    await run.finally(() => this.#busy.delete(run))
  }

  running(): boolean {
    return this.#running
  }

  async stop(deadlineMs: number): Promise<void> {
    this.#running = false
    const idle = Promise.all(queues.map((queue) => this.#boss.offWork(queue)))
    const enough = new AbortController()
    await Promise.race([idle, sleep(deadlineMs, undefined, { signal: enough.signal })]).catch(() => {})
    enough.abort()
    if (this.#busy.size > 0)
      this.#log.warn({ jobs: this.#busy.size }, 'jobs are cut off by the stop; they will run again')
    await this.#boss
      .stop({ graceful: false })
      .catch((error: unknown) => this.#log.warn({ err: error }, 'the job queue did not stop cleanly'))
  }
}
