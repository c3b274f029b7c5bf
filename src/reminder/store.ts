import type { Savers } from '../store/savers.ts'
import type { Tx } from '../store/transaction.ts'
import type { ReminderChange } from './changes.ts'
import type { Reminder } from './model.ts'

export const reminderSavers: Savers<ReminderChange> = {
  'reminder.set': async (tx, { incidentId, reminder }) => {
    const { kind, ...said } = reminder
    await tx.reminder.upsert({
      where: { incidentId_kind: { incidentId, kind } },
      create: { incidentId, kind, ...said },
      update: said,
    })
  },
}

/** What people were reminded of about an incident so far. */
export async function remindersOf(tx: Tx, incidentId: string): Promise<Reminder[]> {
  return await tx.reminder.findMany({
    where: { incidentId },
    select: { kind: true, count: true, lastAt: true, snoozedUntil: true, stoppedAt: true },
  })
}
