import { incidentReference } from '../../core/incident/model.ts'
import type { IncidentState } from '../../core/state.ts'
import { actionRowBlock, blocksMessage, buttonElement, type SlackMessage, sectionBlock } from '../../messages/blocks.ts'

/** Comes after the file, for everybody: one button to all of the above. */
export function postMortemInviteMessage({ incident }: Pick<IncidentState, 'incident'>): SlackMessage {
  const open = buttonElement('Post-mortem', 'postmortem.open', {
    incidentId: incident.id,
    about: 'post-mortem',
  })
  return blocksMessage(
    `Post-mortem of ${incidentReference(incident)}`,
    sectionBlock('What is missing, who is to fill it, and every section to edit:'),
    actionRowBlock(open),
  )
}
