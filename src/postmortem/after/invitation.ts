import type { IncidentState } from '../../dispatch/state.ts'
import { reference } from '../../incident/model.ts'
import { actions, button, type Message, message, section } from '../../slack/blocks.ts'

/** Comes after the file, for everybody: one button to all of the above. */
export function invitation({ incident }: Pick<IncidentState, 'incident'>): Message {
  const open = button('Post-mortem', 'postmortem.open', { incidentId: incident.id, about: 'post-mortem' })
  return message(
    `Post-mortem of ${reference(incident)}`,
    section('What is missing, who is to fill it, and every section to edit:'),
    actions(open),
  )
}
