import type { Feature } from '../../core/feature/feature.ts'
import { onAction, onModal } from '../../core/feature/on-control.ts'
import { toPlainText } from '../../messages/mrkdwn.ts'
import { updateActions, updateModals } from './controls.ts'
import { draftUpdate, postUpdate } from './post.ts'
import { updateReminder } from './reminder.ts'

/** Updates to stakeholders. */
export const updateFeature: Feature = {
  name: 'updates',
  contributes: { reminders: { update: updateReminder } },
  commands: [
    {
      word: 'update',
      usage: 'update [text]',
      example: 'update 3 % of checkouts fail; next word at 15:30',
      does: 'tell stakeholders where things stand; you see it before it goes',
      panel: [{ on: 'open', row: 'Move on', rank: 5, label: 'Update stakeholders…' }],
      on: 'incident',
      act: 'respond',
      run: (ctx, { rest, triggerId, channelId }) =>
        draftUpdate(ctx, toPlainText(rest).trim(), { triggerId, channelId }),
    },
  ],
  actions: [
    onAction(updateActions.write, 'respond', (ctx, { about, triggerId, channelId }) =>
      draftUpdate(ctx, about.text, { triggerId, channelId }),
    ),
  ],
  modals: [onModal(updateModals.post, 'respond', (ctx, { fields }) => postUpdate(ctx, fields.text ?? ''))],
}
