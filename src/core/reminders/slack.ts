import type { ButtonClicked } from '../input.ts'
import type { Feature, IncidentHandler } from '../registry.ts'
import { reconcileReminders, sendDueReminders, silenceReminder } from './remind.ts'
import { reminderSavers } from './store.ts'

const makeSilenceHandler = (how: 'snooze' | 'stop'): IncidentHandler<ButtonClicked> => ({
  on: 'incident',
  act: 'respond',
  run: (state, { about }, ctx) => silenceReminder(state, about, how, ctx),
})

/** Reminds people of what the response lacks, and stops as soon as it no longer does. */
export const reminderFeature: Feature = {
  savers: reminderSavers,
  timerDue: {
    reminder: { on: 'incident', act: 'read', run: (state, _due, ctx) => sendDueReminders(state, ctx) },
  },
  reconcile: reconcileReminders,
  buttons: { 'reminder.snooze': makeSilenceHandler('snooze'), 'reminder.stop': makeSilenceHandler('stop') },
}
