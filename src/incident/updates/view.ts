import { incidentHeadline } from '../../core/incident/lines.ts'
import { type Incident, incidentReference } from '../../core/incident/model.ts'
import type { Actor } from '../../core/input.ts'
import type { Settings } from '../../core/settings.ts'
import type { IncidentState } from '../../core/state.ts'
import {
  actionRowBlock,
  blocksMessage,
  contextBlock,
  plainTextObject,
  type SlackBlock,
  type SlackMessage,
  sectionBlock,
  slackLimits,
} from '../../messages/blocks.ts'
import { button, modalOf } from '../../messages/controls.ts'
import type { Modal } from '../../messages/modal.ts'
import { clipText, escapeMrkdwn, nameOrMention } from '../../messages/mrkdwn.ts'
import { refreshAnnouncement } from '../lifecycle/announce.ts'
import { updateActions, updateModals } from './controls.ts'

/** The line above every update: the incident and its status. */
const statusLine = (incident: Incident): string => `*${incident.status}* · ${incidentHeadline(incident)}`

/** Text as written. Slack reads no markup in plain text, and this block holds all that an input takes. */
const plainTextBlock = (text: string): SlackBlock => ({
  type: 'section',
  text: plainTextObject(text, slackLimits.section),
})

/** An update as stakeholders read it. */
export const stakeholderUpdateMessage = ({ incident }: IncidentState, text: string, by: Actor): SlackMessage =>
  blocksMessage(
    `${incidentReference(incident)} ${incident.status}: ${text}`,
    sectionBlock(statusLine(incident)),
    plainTextBlock(text),
    contextBlock(nameOrMention(by)),
  )

/** The update modal. It says where the update goes and below which line it will be read. */
export function updateModal(
  { incident }: IncidentState,
  text: string,
  settings: Settings,
  channelId: string | undefined,
): Modal {
  const cut = text.length > slackLimits.input ? `\n_Cut to ${slackLimits.input.toLocaleString('en')} characters._` : ''
  return modalOf(
    updateModals.post,
    { incidentId: incident.id },
    {
      title: 'Update stakeholders',
      submit: 'Post',
      ...(channelId && { channelId }),
      note: `${updateDestinationText(incident, settings)}\nIt will be read as:\n${statusLine(incident)}${cut}`,
      inputs: [
        {
          name: 'text',
          label: 'What do they need to know?',
          kind: 'long',
          max: slackLimits.input,
          ...(text && { initial: text }),
          hint: 'What is affected, what is being done, when they hear again. No guesses at the cause.',
        },
      ],
    },
  )
}

function updateDestinationText(incident: Incident, settings: Settings): string {
  if (refreshAnnouncement(incident, settings).length > 0)
    return `Goes under the announcement in <#${settings.announcementChannel}>, and in one line to the incident's channel.`
  const why = incident.private ? `${incidentReference(incident)} is private` : 'there is no channel for announcements'
  return `Goes to the incident's channel only: ${why}.`
}

/** A button that opens the modal with this text. Undefined when the text exceeds what a button can carry. */
export function updateReviewMessage(
  { incident }: IncidentState,
  text: string,
  settings: Settings,
): SlackMessage | undefined {
  const label = text ? 'Review and post' : 'Write update'
  const open = button(label, updateActions.write, { incidentId: incident.id, text }, 'primary')
  if ((open.value ?? '').length > slackLimits.value) return undefined
  const shown = text ? `\n${escapeMrkdwn(clipText(text, 300))}` : ''
  return blocksMessage(
    'Your update is not posted yet',
    sectionBlock(`*Not posted yet.* ${updateDestinationText(incident, settings)}${shown}`),
    actionRowBlock(open),
  )
}
