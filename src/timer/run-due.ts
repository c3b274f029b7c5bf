import type { Logger } from 'pino'
import type { Due } from '../dispatch/input.ts'
import type { Transact } from '../store/transaction.ts'
import { dueTimers } from './store.ts'

/** How many alarms one look takes. */
const atOnce = 100

export interface Scan {
  transact: Transact
  now: Date
  log: Logger
  take(due: Due): Promise<unknown>
}

/**
 * Gives the dispatcher every alarm that has gone off by now. The alarm's consequence sets it anew, or removes it,
 * in the same transaction; one whose incident somebody else holds, or that fails, keeps no other waiting and is
 * looked at again at the next scan.
 */
export async function runDue({ transact, now, log, take }: Scan): Promise<void> {
  const seen = new Set<string>()
  for (;;) {
    const due = await transact((tx) => dueTimers(tx, now, atOnce + seen.size))
    const fresh = due.filter(({ incidentId, kind }) => !seen.has(`${incidentId} ${kind}`))
    if (fresh.length === 0) return
    for (const { incidentId, kind } of fresh) {
      seen.add(`${incidentId} ${kind}`)
      await take({ type: 'due', incidentId, kind }).catch((error: unknown) =>
        log.error({ err: error, incident: incidentId, kind }, 'an alarm failed; the next scan tries again'),
      )
    }
  }
}
