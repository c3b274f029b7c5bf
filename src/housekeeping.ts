import type { Logger } from 'pino'
import { forgetDelivered } from './delivery/store.ts'
import { forgetDeeds } from './dispatch/store.ts'
import type { Clock } from './lib/clock.ts'
import { day, minute, second } from './lib/durations.ts'
import type { Transact } from './store/transaction.ts'
import { forgetSeen } from './timeline/store.ts'
import { forgetUndo } from './undo/store.ts'

export interface Duties {
  transact: Transact
  clock: Clock
  log: Logger
  sweep(): Promise<void>
  scan(): Promise<void>
  introduce(): Promise<void>
}

/** How long what has served its purpose is kept. */
const kept = { delivered: 7 * day, deeds: 2 * day, seen: 7 * day, undo: day }

/**
 * What nobody else wakes up for: a look at all lanes and alarms at start and every half minute (the backstop to
 * lost wake-ups), and throwing away what has served its purpose. No duty waits for another, nor runs twice at once.
 */
export function housekeeping(duties: Duties): { stop(): Promise<void> } {
  const often = 30 * second
  const chores = [
    repeat(duties, duties.introduce, often),
    repeat(duties, duties.sweep, often),
    repeat(duties, duties.scan, often),
    repeat(duties, () => forget(duties), 60 * minute),
  ]
  return { stop: async () => void (await Promise.all(chores.map((stop) => stop()))) }
}

function repeat({ log }: Duties, duty: () => Promise<void>, every: number): () => Promise<void> {
  let running: Promise<void> | undefined
  const start = () => {
    running ??= duty()
      .catch((error: unknown) =>
        log.warn({ err: error }, 'a round of housekeeping failed; the next one tries again'),
      )
      .finally(() => {
        running = undefined
      })
  }
  start()
  const timer = setInterval(start, every)
  return async () => {
    clearInterval(timer)
    await running
  }
}

async function forget({ transact, clock }: Duties): Promise<void> {
  const before = (age: number) => new Date(clock.now().getTime() - age)
  await transact((tx) => forgetDelivered(tx, before(kept.delivered)))
  await transact((tx) => forgetDeeds(tx, before(kept.deeds)))
  await transact((tx) => forgetSeen(tx, before(kept.seen)))
  await transact((tx) => forgetUndo(tx, before(kept.undo)))
}
