import type { Due } from '../dispatch/input.ts'
import type { Transact } from '../store/transaction.ts'
import { dueTimers } from './store.ts'

/** How many alarms one look takes. */
const atOnce = 100

/**
 * Gives the dispatcher every alarm that has gone off by now. The alarm's consequence sets it anew, or removes it,
 * in the same transaction; one whose incident somebody else holds is left to them.
 */
export async function runDue(
  transact: Transact,
  now: Date,
  take: (due: Due) => Promise<unknown>,
): Promise<void> {
  const seen = new Set<string>()
  for (;;) {
    const due = await transact((tx) => dueTimers(tx, now, atOnce + seen.size))
    const fresh = due.filter(({ incidentId, kind }) => !seen.has(`${incidentId} ${kind}`))
    if (fresh.length === 0) return
    for (const { incidentId, kind } of fresh) {
      seen.add(`${incidentId} ${kind}`)
      await take({ type: 'due', incidentId, kind })
    }
  }
}
