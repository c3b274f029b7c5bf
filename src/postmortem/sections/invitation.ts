import { incidentReference } from '../../core/incident/model.ts'
import type { IncidentState } from '../../core/state.ts'
import { actions, button, type Message, message, section } from '../../messages/blocks.ts'

/** Comes after the file, for everybody: one button to all of the above. */
export function postMortemInviteMessage({ incident }: Pick<IncidentState, 'incident'>): Message {
  const open = button('Post-mortem', 'postmortem.open', { incidentId: incident.id, about: 'post-mortem' })
  return message(
    `Post-mortem of ${incidentReference(incident)}`,
    section('What is missing, who is to fill it, and every section to edit:'),
    actions(open),
  )
}
