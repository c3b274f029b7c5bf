import { incidentReference } from '../../core/incident/model.ts'
import { actionRowBlock, blocksMessage, type SlackMessage, sectionBlock } from '../../messages/blocks.ts'
import { button } from '../../messages/controls.ts'
import { postMortemActions } from '../controls.ts'
import type { ResponseState } from '../state.ts'

/** The message after the file, with a button for everybody that opens the post-mortem. */
export function postMortemInviteMessage({ incident }: Pick<ResponseState, 'incident'>): SlackMessage {
  const open = button('Post-mortem', postMortemActions.open, {
    incidentId: incident.id,
    subject: 'post-mortem',
  })
  return blocksMessage(
    `Post-mortem of ${incidentReference(incident)}`,
    sectionBlock('What is missing, who is to fill it, and every section to edit:'),
    actionRowBlock(open),
  )
}
