import type { Tx } from '../store/transaction.ts'
import type { Reminder } from './model.ts'

/** What people were reminded of about an incident so far. */
export async function remindersOf(tx: Tx, incidentId: string): Promise<Reminder[]> {
  return await tx.reminder.findMany({
    where: { incidentId },
    select: { kind: true, count: true, lastAt: true, snoozedUntil: true, stoppedAt: true },
  })
}
