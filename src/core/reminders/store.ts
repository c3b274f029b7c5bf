import { z } from 'zod'
import type { ChangeHandlers } from '../../platform/db/change-handlers.ts'
import { instantColumn, tableSlice } from '../../platform/db/slice.ts'
import type { ReminderChange } from './changes.ts'

export const reminderChangeHandlers: ChangeHandlers<ReminderChange> = {
  'reminder.set': async (tx, { incidentId, reminder }) => {
    const { kind, ...fields } = reminder
    await tx.reminder.upsert({
      where: { incidentId_kind: { incidentId, kind } },
      create: { incidentId, kind, ...fields },
      update: fields,
    })
  },
}

const ReminderRow = z.object({
  kind: z.string(),
  count: z.int(),
  lastAt: instantColumn.nullable(),
  snoozedUntil: instantColumn.nullable(),
  stoppedAt: instantColumn.nullable(),
})

export const reminderSlices = { reminders: tableSlice('Reminder', ReminderRow, { orderBy: ['kind'] }) }
