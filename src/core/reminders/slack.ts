import type { ButtonClicked } from '../input.ts'
import type { Feature, IncidentHandler } from '../registry.ts'
import { quieten, remind, settleReminders } from './remind.ts'

const quietens = (how: 'snooze' | 'stop'): IncidentHandler<ButtonClicked> => ({
  on: 'incident',
  act: 'respond',
  run: (state, { about }, ctx) => quieten(state, about, how, ctx),
})

/** Saying what is wanting, rarely, and no more once it is not. */
export const reminderFeature: Feature = {
  timerDue: { reminder: { on: 'incident', act: 'read', run: (state, _due, ctx) => remind(state, ctx) } },
  reconcile: settleReminders,
  buttons: { 'reminder.snooze': quietens('snooze'), 'reminder.stop': quietens('stop') },
}
