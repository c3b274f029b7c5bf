import type { Logger } from 'pino'
import { forgetDelivered } from './core/outbox/store.ts'
import { purgeHandledInputKeys } from './core/store.ts'
import { purgeUndoableActions } from './core/undo/store.ts'
import type { Autocommit } from './platform/db/transaction.ts'
import { makeRateLimitedWarn } from './platform/log.ts'
import type { Clock } from './platform/time/clock.ts'
import { dayMs, minuteMs, secondMs } from './platform/time/durations.ts'
import { forgetSeen } from './timeline/entries/store.ts'

export interface Duties {
  autocommit: Autocommit
  clock: Clock
  log: Logger
  introduce(): Promise<void>
  /** Undefined where both are done by hand. */
  work: { sweep(): Promise<void>; look(): Promise<void> } | undefined
}

/** How long what has served its purpose is kept. */
const retentionMs = { delivered: 7 * dayMs, deeds: 2 * dayMs, seen: 7 * dayMs, undo: dayMs }

/**
 * How often each is done. Between an alarm and its message lie one look and, where a bot was killed in between, one
 * sweep: together they are well within two seconds, and each costs one small query where nothing waits.
 */
const every = { look: secondMs / 2, sweep: secondMs, introduce: 30 * secondMs, forget: 60 * minuteMs }

/**
 * What nobody else wakes up for, from the start on: alarms that have gone off, lanes that a wake-up did not reach (it
 * was lost, came too early, or a killed bot had it), and throwing away what has served its purpose. No duty waits for
 * another, nor runs twice at once.
 */
export function startMaintenance(duties: Duties): { stop(): Promise<void> } {
  const { introduce, work } = duties
  const chores = [
    repeat(duties, introduce, every.introduce),
    repeat(duties, () => forget(duties), every.forget),
    ...(work ? [repeat(duties, work.sweep, every.sweep), repeat(duties, work.look, every.look)] : []),
  ]
  return { stop: async () => void (await Promise.all(chores.map((stop) => stop()))) }
}

function repeat({ log }: Duties, duty: () => Promise<void>, ms: number): () => Promise<void> {
  const warn = makeRateLimitedWarn(log, 'a round of housekeeping failed; the next one tries again')
  let running: Promise<void> | undefined
  const start = () => {
    running ??= duty()
      .catch(warn)
      .finally(() => {
        running = undefined
      })
  }
  start()
  const timer = setInterval(start, ms)
  return async () => {
    clearInterval(timer)
    await running
  }
}

async function forget({ autocommit, clock }: Duties): Promise<void> {
  const before = (age: number) => new Date(clock.now().getTime() - age)
  await autocommit((db) => forgetDelivered(db, before(retentionMs.delivered)))
  await autocommit((db) => purgeHandledInputKeys(db, before(retentionMs.deeds)))
  await autocommit((db) => forgetSeen(db, before(retentionMs.seen)))
  await autocommit((db) => purgeUndoableActions(db, before(retentionMs.undo)))
}
