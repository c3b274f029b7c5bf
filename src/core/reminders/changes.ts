import { change } from '../feature/change.ts'
import type { Reminder } from './model.ts'

export const reminderSet = change('reminder.set').carrying<{ incidentId: string; reminder: Reminder }>()
