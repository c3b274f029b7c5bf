import type { Pressed } from '../input.ts'
import type { Feature, OnIncident } from '../registry.ts'
import { quieten, remind, settleReminders } from './remind.ts'

const quietens = (how: 'snooze' | 'stop'): OnIncident<Pressed> => ({
  on: 'incident',
  act: 'respond',
  run: (state, { about }, moment) => quieten(state, about, how, moment),
})

/** Saying what is wanting, rarely, and no more once it is not. */
export const reminderFeature: Feature = {
  due: { reminder: { on: 'incident', act: 'read', run: (state, _due, moment) => remind(state, moment) } },
  settle: settleReminders,
  buttons: { 'reminder.snooze': quietens('snooze'), 'reminder.stop': quietens('stop') },
}
