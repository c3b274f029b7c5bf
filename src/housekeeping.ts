import type { Logger } from 'pino'
import { forgetDelivered } from './delivery/store.ts'
import { forgetDeeds } from './dispatch/store.ts'
import type { Clock } from './lib/clock.ts'
import { day, minute, second } from './lib/durations.ts'
import type { Transact } from './store/transaction.ts'
import { forgetSeen } from './timeline/store.ts'

export interface Duties {
  transact: Transact
  clock: Clock
  log: Logger
  sweep(): Promise<void>
  scan(): Promise<void>
  introduce(): Promise<void>
}

/** How long what has served its purpose is kept. */
const kept = { delivered: 7 * day, deeds: 2 * day, seen: 7 * day }

/**
 * What nobody else wakes up for: a look at all lanes and alarms at start and every half minute (the backstop to
 * lost wake-ups), and throwing away what has served its purpose.
 */
export function housekeeping(duties: Duties): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve()
  const round = async () => {
    await attempt(duties.log, duties.introduce)
    await attempt(duties.log, duties.sweep)
    await attempt(duties.log, duties.scan)
  }
  const tidy = () => attempt(duties.log, () => forget(duties))
  const start = (work: () => Promise<unknown>) => {
    running = running.then(async () => void (await work()))
  }
  start(round)
  start(tidy)
  const often = setInterval(() => start(round), 30 * second)
  const seldom = setInterval(() => start(tidy), 60 * minute)
  return {
    async stop() {
      clearInterval(often)
      clearInterval(seldom)
      await running
    },
  }
}

async function attempt(log: Logger, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    log.warn({ err: error }, 'a round of housekeeping failed; the next one tries again')
  }
}

async function forget({ transact, clock }: Duties): Promise<void> {
  const before = (age: number) => new Date(clock.now().getTime() - age)
  await transact((tx) => forgetDelivered(tx, before(kept.delivered)))
  await transact((tx) => forgetDeeds(tx, before(kept.deeds)))
  await transact((tx) => forgetSeen(tx, before(kept.seen)))
}
