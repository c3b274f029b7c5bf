import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { TemplateSelection } from '../../platform/config/templates.ts'
import type { Database } from '../../platform/db/database.ts'
import type { Transact } from '../../platform/db/transaction.ts'
import { minuteMs, secondMs } from '../../platform/time/durations.ts'
import { estimateRenderWeight } from '../store.ts'
import type { TemplateLibrary } from '../templates/library.ts'
import { type RenderJob, type RenderResult, runRenderJob } from './order.ts'
import type { Assignment } from './thread.ts'

/** A post-mortem of more weight takes longer than 50 ms, in which nobody else would be answered. */
const mostWeight = 40_000
/** How long a thread may take, in ms: one that hangs on its database must not keep the others waiting for ever. */
const threadTimeoutMs = 5 * minuteMs
/** How long a thread waits for the next order, in ms: it takes a second to start, and some 50 MB while it is there. */
const idleFor = 10 * secondMs

export interface WriterParts {
  transact: Transact
  connection: Database['connection']
  forms: TemplateLibrary
  /** Where a thread of its own finds them: forms cannot be copied to it. */
  wanted: TemplateSelection
}

/** The bot is stopping: what was to be written is written after its next start. */
export class WritingStopped extends Error {
  override readonly name = 'WritingStopped'
}

/**
 * Writes post-mortems from what is stored. One with many entries, or with long texts, takes seconds in which nothing
 * else would be answered: it is written in a thread, which ends when nothing has been written for a while. One at a
 * time, so that memory is bounded.
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

  async write<O extends RenderJob>(order: O): Promise<RenderResult<O>> {
    const { transact, forms } = this.#parts
    const weight = await transact((tx) => estimateRenderWeight(tx, order.incidentId))
    if (weight <= mostWeight) return await runRenderJob(transact, order, forms)
    const written = this.#last.then(() => this.#inThread(order))
    this.#last = written.catch(() => {})
    return await written
  }

  /** Ends what is being written: it is asked for again after the next start. */
  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#idle)
    await this.#end()
  }

  /** Whoever writes next starts another. */
  async #end(): Promise<void> {
    const thread = this.#thread
    this.#thread = undefined
    await thread?.terminate()
  }

  async #inThread<O extends RenderJob>(order: O): Promise<RenderResult<O>> {
    if (this.#isStopped) throw new WritingStopped()
    clearTimeout(this.#idle)
    const thread = this.#thread ?? this.#start()
    const alarm = setTimeout(() => this.#end(), threadTimeoutMs)
    const over = new AbortController()
    try {
      thread.postMessage(order)
      const written = await Promise.race([answerOf<O>(thread, over.signal), rejectOnExit(thread, over.signal)])
      this.#idle = setTimeout(() => this.#end(), idleFor).unref()
      return written
    } catch (error) {
      void this.#end()
      throw this.#isStopped ? new WritingStopped('cut off', { cause: error }) : error
    } finally {
      clearTimeout(alarm)
      over.abort()
    }
  }

  #start(): Worker {
    const { connection, wanted } = this.#parts
    const workerData: Assignment = { connection, wanted }
    const thread = new Worker(new URL('./thread.ts', import.meta.url), { workerData })
    // Whoever waits for it hears of it; one that waits for orders may end by itself.
    thread.on('error', () => {})
    thread.once('exit', () => {
      if (this.#thread === thread) this.#thread = undefined
    })
    this.#thread = thread
    return thread
  }
}

/** Rejects with what the thread threw. */
async function answerOf<O extends RenderJob>(thread: Worker, signal: AbortSignal): Promise<RenderResult<O>> {
  const [written] = await once(thread, 'message', { signal })
  return written as RenderResult<O>
}

async function rejectOnExit(thread: Worker, signal: AbortSignal): Promise<never> {
  await once(thread, 'exit', { signal })
  // What it said last is heard before this.
  return await Promise.reject(new Error('the thread that writes a post-mortem ended without it'))
}
