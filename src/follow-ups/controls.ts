import { z } from 'zod'
import { action, modal, numberField } from '../messages/action.ts'

const ofFollowUp = { id: z.string() }

/** What people can do to a follow-up with one click. */
export const followUpActions = {
  done: action('followup.done', ofFollowUp),
  start: action('followup.start', ofFollowUp),
  putBack: action('followup.put_back', ofFollowUp),
  reopen: action('followup.reopen', ofFollowUp),
  snooze: action('followup.snooze', ofFollowUp),
  edit: action('followup.edit', ofFollowUp),
  drop: action('followup.drop', ofFollowUp),
}

export const followUpModals = {
  /** `edits` is how often it had been edited when the modal was opened, to detect a concurrent edit. */
  edit: modal(
    'followup.edit',
    { ...ofFollowUp, edits: numberField },
    ['text', 'person', 'team', 'due', 'kind', 'link'],
    ':',
  ),
  drop: modal('followup.drop', ofFollowUp, ['because']),
}
