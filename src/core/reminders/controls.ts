import { z } from 'zod'
import { action } from '../../messages/action.ts'

const ofReminder = { kind: z.string() }

export const reminderActions = {
  snooze: action('reminder.snooze', ofReminder),
  stop: action('reminder.stop', ofReminder),
}
