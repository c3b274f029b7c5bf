import { z } from 'zod'
import { instantColumn, tableSlice } from '../../platform/db/slice.ts'
import { type Saver, saver } from '../feature/saver.ts'
import { statePart } from '../feature/state-part.ts'
import { reminderSet } from './changes.ts'

export const reminderSavers: Saver[] = [
  saver(reminderSet, async (tx, { incidentId, reminder }) => {
    const { kind, ...fields } = reminder
    await tx.reminder.upsert({
      where: { incidentId_kind: { incidentId, kind } },
      create: { incidentId, kind, ...fields },
      update: fields,
    })
  }),
]

const ReminderRow = z.object({
  kind: z.string(),
  count: z.int(),
  lastAt: instantColumn.nullable(),
  snoozedUntil: instantColumn.nullable(),
  stoppedAt: instantColumn.nullable(),
})

export const reminderPart = statePart({ reminders: tableSlice('Reminder', ReminderRow, { orderBy: ['kind'] }) })
