import { type Incident, incidentReference } from '../../core/incident/model.ts'
import type { Actor } from '../../core/input.ts'
import type { IncidentState } from '../../core/state.ts'
import {
  actions,
  type Block,
  button,
  context,
  limits,
  type Message,
  message,
  plain,
  section,
} from '../../messages/blocks.ts'
import type { Modal } from '../../messages/modal.ts'
import { clip, escapeMrkdwn, who } from '../../messages/mrkdwn.ts'
import type { Settings } from '../../platform/config/settings.ts'
import { refreshAnnouncement } from '../lifecycle/announce.ts'
import { incidentHeadline } from '../lifecycle/view.ts'

/** The line above every update: what it is about, and where that stands. */
const statusLine = (incident: Incident): string => `*${incident.status}* · ${incidentHeadline(incident)}`

/** Text as it was written: in a paragraph that Slack reads no markup in, which holds all an input does. */
const asWritten = (text: string): Block => ({ type: 'section', text: plain(text, limits.section) })

/** An update as stakeholders read it. */
export const stakeholderUpdateMessage = ({ incident }: IncidentState, text: string, by: Actor): Message =>
  message(
    `${incidentReference(incident)} ${incident.status}: ${text}`,
    section(statusLine(incident)),
    asWritten(text),
    context(who(by)),
  )

/** The form: where it will go, and under which line it will be read. */
export function updateModal(
  { incident }: IncidentState,
  text: string,
  settings: Settings,
  channelId: string | undefined,
): Modal {
  const cut = text.length > limits.input ? `\n_Cut to ${limits.input.toLocaleString('en')} characters._` : ''
  return {
    form: 'update.post',
    title: 'Update stakeholders',
    submit: 'Post',
    about: { incidentId: incident.id, about: '' },
    ...(channelId && { channelId }),
    note: `${updateDestinationText(incident, settings)}\nIt will be read as:\n${statusLine(incident)}${cut}`,
    inputs: [
      {
        name: 'text',
        label: 'What do they need to know?',
        kind: 'long',
        max: limits.input,
        ...(text && { initial: text }),
        hint: 'What is affected, what is being done, when they hear again. No guesses at the cause.',
      },
    ],
  }
}

function updateDestinationText(incident: Incident, settings: Settings): string {
  if (refreshAnnouncement(incident, settings).length > 0)
    return `Goes under the announcement in <#${settings.announcementChannel}>, and in one line to the incident's channel.`
  const why = incident.private
    ? `${incidentReference(incident)} is private`
    : 'there is no channel for announcements'
  return `Goes to the incident's channel only: ${why}.`
}

/** Where no form can open: a button that does. Undefined when the text is more than a button can carry. */
export function updateReviewMessage(
  { incident }: IncidentState,
  text: string,
  settings: Settings,
): Message | undefined {
  const to = { incidentId: incident.id, about: text }
  if (JSON.stringify(to).length > limits.value) return undefined
  const shown = text ? `\n${escapeMrkdwn(clip(text, 300))}` : ''
  return message(
    'Your update is not posted yet',
    section(`*Not posted yet.* ${updateDestinationText(incident, settings)}${shown}`),
    actions(button(text ? 'Review and post' : 'Write update', 'update.write', to, 'primary')),
  )
}
