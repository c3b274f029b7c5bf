import type { Logger } from 'pino'
import type { Autocommit, Transact } from '../../platform/db/transaction.ts'
import type { Clock } from '../../platform/time/clock.ts'
import { secondMs } from '../../platform/time/durations.ts'
import type { TimerDue } from '../input.ts'
import { findNextDueTimer, type IncidentTimer, postponeTimer } from './store.ts'

/** Timers one bot handles concurrently. The other database sessions are left to user actions and the outbox sender. */
const maxConcurrentTimers = 4

/** How long a failed timer waits before its next attempt, in ms. */
const failedTimerRetryMs = 30 * secondMs

export interface TimerScannerParts {
  transact: Transact
  autocommit: Autocommit
  clock: Clock
  log: Logger
  take(due: TimerDue): Promise<unknown>
  /** True for an error that means the database cannot be reached, so that a retry may succeed. */
  isUnavailable(error: unknown): boolean
}

/**
 * Hands every due timer to the router, the longest overdue first, a few concurrently. Handling a timer resets or clears
 * it in the transaction that locks the incident's row. So bots on one database share the timers, and those of a killed
 * bot are free again at once. A timer whose incident is locked is skipped until the next scan, and a failed one is
 * postponed: neither keeps the others waiting.
 */
export class TimerScanner {
  readonly #parts: TimerScannerParts
  readonly #running = new Set<Promise<void>>()
  #stopping = false

  constructor(parts: TimerScannerParts) {
    this.#parts = parts
  }

  /** Scans the due timers once. Resolves when all are started; the last ones may still be running. */
  async look(): Promise<void> {
    const { autocommit, clock } = this.#parts
    let last: IncidentTimer | undefined
    for (;;) {
      while (this.#running.size >= maxConcurrentTimers) await Promise.race(this.#running)
      if (this.#stopping) return
      const next = await autocommit((db) => findNextDueTimer(db, clock.now(), last))
      if (!next || this.#stopping) return
      last = next
      this.#start(next)
    }
  }

  /** Resolves when no timer is being handled. */
  async idle(): Promise<void> {
    await Promise.all(this.#running)
  }

  /** Starts no further timer and waits for the running ones. */
  async stop(): Promise<void> {
    this.#stopping = true
    await this.idle()
  }

  #start(timer: IncidentTimer): void {
    const run = this.#handle(timer).finally(() => this.#running.delete(run))
    this.#running.add(run)
  }

  async #handle(timer: IncidentTimer): Promise<void> {
    const { incidentId, kind } = timer
    const { take, isUnavailable, log } = this.#parts
    try {
      await take({ type: 'timerDue', incidentId, kind })
    } catch (error) {
      const about = { err: error, incident: incidentId, kind }
      if (isUnavailable(error)) log.warn(about, 'the database was unavailable for a timer; the next scan retries it')
      else {
        log.error(about, 'a timer failed; it is postponed and retried')
        await this.#postpone(timer)
      }
    }
  }

  async #postpone(timer: IncidentTimer): Promise<void> {
    const { transact, clock, log } = this.#parts
    const until = new Date(clock.now().getTime() + failedTimerRetryMs)
    await transact((tx) => postponeTimer(tx, timer, until)).catch((error: unknown) =>
      log.warn({ err: error, incident: timer.incidentId }, 'could not postpone a failed timer'),
    )
  }
}
