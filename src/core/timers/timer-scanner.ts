import type { Logger } from 'pino'
import type { Autocommit, Transact } from '../../platform/db/transaction.ts'
import type { Clock } from '../../platform/time/clock.ts'
import { secondMs } from '../../platform/time/durations.ts'
import type { TimerDue } from '../input.ts'
import { findNextDueTimer, type IncidentTimer, postponeTimer } from './store.ts'

/** How many alarms one bot takes side by side; the other database sessions are for people, and for the courier. */
const maxConcurrentTimers = 4

/** An alarm that failed is left alone for so long. */
const failedTimerRetryMs = 30 * secondMs

export interface TimerScannerParts {
  transact: Transact
  autocommit: Autocommit
  clock: Clock
  log: Logger
  take(due: TimerDue): Promise<unknown>
  /** Whether an error means that the database cannot be reached, so that the same may succeed later. */
  isUnavailable(error: unknown): boolean
}

/**
 * Gives the dispatcher every alarm that has gone off, the longest overdue first, a few side by side. The alarm's
 * consequence sets it anew, or removes it, in the transaction that holds the incident: bots that share a database
 * share the alarms, and what a killed bot had in hand is free again at once. One whose incident somebody holds is
 * passed over and looked at again by the next look, and one that fails after a while: neither keeps another waiting.
 */
export class TimerScanner {
  readonly #parts: TimerScannerParts
  readonly #inHand = new Set<Promise<void>>()
  #stopping = false

  constructor(parts: TimerScannerParts) {
    this.#parts = parts
  }

  /** Looks at each alarm that has gone off once. The last ones may still be in hand when it comes back. */
  async look(): Promise<void> {
    const { autocommit, clock } = this.#parts
    let last: IncidentTimer | undefined
    for (;;) {
      while (this.#inHand.size >= maxConcurrentTimers) await Promise.race(this.#inHand)
      if (this.#stopping) return
      const next = await autocommit((db) => findNextDueTimer(db, clock.now(), last))
      if (!next || this.#stopping) return
      last = next
      this.#begin(next)
    }
  }

  /** When nothing is in hand. */
  async idle(): Promise<void> {
    await Promise.all(this.#inHand)
  }

  /** Takes no further alarm and waits for those in hand. */
  async stop(): Promise<void> {
    this.#stopping = true
    await this.idle()
  }

  #begin(alarm: IncidentTimer): void {
    const taking = this.#take(alarm).finally(() => this.#inHand.delete(taking))
    this.#inHand.add(taking)
  }

  async #take(alarm: IncidentTimer): Promise<void> {
    const { incidentId, kind } = alarm
    const { take, isUnavailable, log } = this.#parts
    try {
      await take({ type: 'timerDue', incidentId, kind })
    } catch (error) {
      const about = { err: error, incident: incidentId, kind }
      if (isUnavailable(error)) log.warn(about, 'the database was away from an alarm; the next look tries again')
      else {
        log.error(about, 'an alarm failed; it is tried again after a while')
        await this.#postpone(alarm)
      }
    }
  }

  async #postpone(alarm: IncidentTimer): Promise<void> {
    const { transact, clock, log } = this.#parts
    const until = new Date(clock.now().getTime() + failedTimerRetryMs)
    await transact((tx) => postponeTimer(tx, alarm, until)).catch((error: unknown) =>
      log.warn({ err: error, incident: alarm.incidentId }, 'an alarm that failed could not be put off'),
    )
  }
}
