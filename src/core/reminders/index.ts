import type { DecisionContext } from '../feature/context.ts'
import type { Feature } from '../feature/feature.ts'
import { onAction } from '../feature/on-control.ts'
import type { IncidentState } from '../state.ts'
import { reminderActions } from './controls.ts'
import { reconcileReminders, sendDueReminders, silenceReminder } from './remind.ts'
import { reminderPart, reminderSavers } from './store.ts'
import { reminderLiveMessage } from './view.ts'

const silences = (how: 'snooze' | 'stop') =>
  onAction(reminderActions[how], 'respond', (ctx, { about }) => silenceReminder(ctx, about.kind, how))

/** Reminds people of what the response lacks, as the features say, and stops as soon as it no longer does. */
export const reminderFeature: Feature<DecisionContext, Pick<IncidentState, 'reminders'>> = {
  name: 'reminders',
  part: reminderPart,
  savers: reminderSavers,
  timerDue: {
    reminder: { on: 'incident', act: 'read', run: (ctx, _due) => sendDueReminders(ctx) },
  },
  liveMessages: {
    reminder: {
      render(state, key, context) {
        const [, kind = '', at] = /^(.+):(\d+)$/.exec(key) ?? []
        return at === undefined ? undefined : reminderLiveMessage(state, kind, Number(at), context)
      },
    },
  },
  reconcile: reconcileReminders,
  actions: [silences('snooze'), silences('stop')],
}
