import { z } from 'zod'
import type { Savers } from '../../platform/db/savers.ts'
import { instant, tableSlice } from '../../platform/db/slice.ts'
import type { ReminderChange } from './changes.ts'

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

const ReminderRow = z.object({
  kind: z.string(),
  count: z.int(),
  lastAt: instant.nullable(),
  snoozedUntil: instant.nullable(),
  stoppedAt: instant.nullable(),
})

export const reminderSlices = { reminders: tableSlice('Reminder', ReminderRow, { orderBy: ['kind'] }) }
