import type { Reminder } from './model.ts'

export interface ReminderChange {
  type: 'reminder.set'
  incidentId: string
  reminder: Reminder
}
