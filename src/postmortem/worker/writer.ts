import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Database } from '../../platform/db/database.ts'
import type { Transact } from '../../platform/db/transaction.ts'
import { minuteMs, secondMs } from '../../platform/time/durations.ts'
import { estimateRenderWeight } from '../store.ts'
import type { TemplateLibrary } from '../templates/library.ts'
import type { TemplateSelection } from '../templates/load.ts'
import { type RenderJob, type RenderLog, type RenderResult, runRenderJob } from './order.ts'
import type { ThreadAssignment } from './thread.ts'

/** Rendering a post-mortem of more weight (see `estimateRenderWeight`) blocks the event loop for more than 50 ms. */
const maxInlineRenderWeight = 40_000
/** Time limit for one job in the thread, in ms: one that hangs on the database must not hold up the others forever. */
const threadTimeoutMs = 5 * minuteMs
/** How long an idle thread is kept, in ms: starting one takes a second, keeping it takes some 50 MB. */
const threadIdleMs = 10 * secondMs

export interface WriterParts {
  transact: Transact
  log: RenderLog
  connection: Database['connection']
  templates: TemplateLibrary
  /** Where the thread loads the templates from, because `templates` cannot be cloned to it. */
  selection: TemplateSelection
}

/** Thrown when the bot stops before a post-mortem is rendered; it is rendered after the next start. */
export class WritingStopped extends Error {
  override readonly name = 'WritingStopped'
}

/**
 * Renders post-mortems from the database. One with many entries or long texts takes seconds and would block the event
 * loop, so it is rendered in a worker thread, which ends after a while without jobs. The thread takes one job at a
 * time, which bounds memory.
 */
export class Writer {
  readonly #parts: WriterParts
  #last: Promise<unknown> = Promise.resolve()
  #thread: Worker | undefined
  #idle: NodeJS.Timeout | undefined
  #isStopped = false

  constructor(parts: WriterParts) {
    this.#parts = parts
  }

  async write<O extends RenderJob>(job: O): Promise<RenderResult<O>> {
    const { transact, templates, log } = this.#parts
    const weight = await transact((tx) => estimateRenderWeight(tx, job.incidentId))
    if (weight <= maxInlineRenderWeight) return await runRenderJob(transact, job, templates, log)
    const written = this.#last.then(() => this.#inThread(job))
    this.#last = written.catch(() => {})
    return await written
  }

  /** Terminates the thread. Unfinished jobs reject with `WritingStopped` and are repeated after the next start. */
  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#idle)
    await this.#end()
  }

  /** Terminates the thread; the next job starts a new one. */
  async #end(): Promise<void> {
    const thread = this.#thread
    this.#thread = undefined
    await thread?.terminate()
  }

  async #inThread<O extends RenderJob>(job: O): Promise<RenderResult<O>> {
    if (this.#isStopped) throw new WritingStopped()
    clearTimeout(this.#idle)
    const thread = this.#thread ?? this.#start()
    const timeout = setTimeout(() => this.#end(), threadTimeoutMs)
    const over = new AbortController()
    try {
      thread.postMessage(job)
      const written = await Promise.race([awaitThreadResult<O>(thread, over.signal), rejectOnExit(thread, over.signal)])
      this.#idle = setTimeout(() => this.#end(), threadIdleMs).unref()
      return written
    } catch (error) {
      void this.#end()
      throw this.#isStopped ? new WritingStopped('Stopped while rendering a post-mortem.', { cause: error }) : error
    } finally {
      clearTimeout(timeout)
      over.abort()
    }
  }

  #start(): Worker {
    const { connection, selection } = this.#parts
    const workerData: ThreadAssignment = { connection, selection }
    const thread = new Worker(new URL('./thread.ts', import.meta.url), { workerData })
    // A running job rejects by itself (`awaitThreadResult`). Without a listener, an error of an idle thread would be uncaught.
    thread.on('error', () => {})
    thread.once('exit', () => {
      if (this.#thread === thread) this.#thread = undefined
    })
    this.#thread = thread
    return thread
  }
}

/** Resolves with the next message of the thread, or rejects with its error. */
async function awaitThreadResult<O extends RenderJob>(thread: Worker, signal: AbortSignal): Promise<RenderResult<O>> {
  const [written] = await once(thread, 'message', { signal })
  return written as RenderResult<O>
}

async function rejectOnExit(thread: Worker, signal: AbortSignal): Promise<never> {
  await once(thread, 'exit', { signal })
  // The thread's last message or error is delivered before its exit, so those win the race.
  return await Promise.reject(new Error('The worker thread exited before it had rendered the post-mortem.'))
}
