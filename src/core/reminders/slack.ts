import type { ButtonClicked } from '../input.ts'
import type { Feature, IncidentHandler } from '../registry.ts'
import { reconcileReminders, sendDueReminders, silenceReminder } from './remind.ts'

const quietens = (how: 'snooze' | 'stop'): IncidentHandler<ButtonClicked> => ({
  on: 'incident',
  act: 'respond',
  run: (state, { about }, ctx) => silenceReminder(state, about, how, ctx),
})

/** Saying what is wanting, rarely, and no more once it is not. */
export const reminderFeature: Feature = {
  timerDue: {
    reminder: { on: 'incident', act: 'read', run: (state, _due, ctx) => sendDueReminders(state, ctx) },
  },
  reconcile: reconcileReminders,
  buttons: { 'reminder.snooze': quietens('snooze'), 'reminder.stop': quietens('stop') },
}
