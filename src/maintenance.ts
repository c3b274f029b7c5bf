import type { Logger } from 'pino'
import type { Retention } from './core/feature/feature.ts'
import type { Autocommit } from './platform/db/transaction.ts'
import { makeRateLimitedWarn } from './platform/log.ts'
import type { Clock } from './platform/time/clock.ts'
import { minuteMs, secondMs } from './platform/time/durations.ts'

export interface Duties {
  autocommit: Autocommit
  clock: Clock
  log: Logger
  retention: readonly Retention[]
  introduce(): Promise<void>
  /** Undefined if the caller does both. */
  work: { sweep(): Promise<void>; look(): Promise<void> } | undefined
}

/**
 * How often each task runs. Between a timer and its message there is one look and, if a bot was killed in between, one
 * sweep. Together they take well under two seconds, and each costs one small query when nothing waits.
 */
const taskIntervalsMs = { look: secondMs / 2, sweep: secondMs, introduce: 30 * secondMs, forget: 60 * minuteMs }

/**
 * Background maintenance, from the start on: finds due timers and lanes whose wake-up was missed (it was lost, came too
 * early, or went to a killed bot), and deletes rows that have served their purpose. No task waits for another or
 * overlaps itself.
 */
export function startMaintenance(duties: Duties): { stop(): Promise<void> } {
  const { introduce, work } = duties
  const chores = [
    repeatTask(duties, introduce, taskIntervalsMs.introduce),
    repeatTask(duties, () => purgeExpiredRows(duties), taskIntervalsMs.forget),
    ...(work
      ? [repeatTask(duties, work.sweep, taskIntervalsMs.sweep), repeatTask(duties, work.look, taskIntervalsMs.look)]
      : []),
  ]
  return { stop: async () => void (await Promise.all(chores.map((stop) => stop()))) }
}

function repeatTask({ log }: Duties, duty: () => Promise<void>, ms: number): () => Promise<void> {
  const warn = makeRateLimitedWarn(log, 'a maintenance task failed; it will run again')
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

async function purgeExpiredRows({ autocommit, clock, retention }: Duties): Promise<void> {
  for (const { keptMs, purge } of retention) {
    const before = new Date(clock.now().getTime() - keptMs)
    await autocommit((db) => purge(db, before))
  }
}
