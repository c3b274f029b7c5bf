import type { Send } from '../../core/outbox/call.ts'
import {
  actionRowBlock,
  blocksMessage,
  type SlackBlock,
  type SlackMessage,
  sectionBlock,
} from '../../messages/blocks.ts'
import { button } from '../../messages/controls.ts'
import { clipText, toPlainText } from '../../messages/mrkdwn.ts'
import type { InvestigationState } from '../state.ts'
import { briefActions } from './controls.ts'
import type { AddressedBrief, Brief } from './model.ts'

/**
 * Refreshes the preview in the requester's direct messages. Somebody who has left a private incident gets no updates.
 */
export const showPreview = ({ outside }: InvestigationState, { id, requestedBy }: Brief): Send[] =>
  outside.has(requestedBy) ? [] : [{ to: { person: requestedBy }, call: { do: 'refresh', liveMessage: `brief:${id}` } }]

/** Refreshes the message the recipient was sent. */
export const showRecipient = ({ id, recipientId }: AddressedBrief): Send => ({
  to: { person: recipientId },
  call: { do: 'refresh', liveMessage: `fresh-eyes:${id}` },
})

/** Refreshes the request for consent to the commander, in the channel of a private incident. */
export const showConsent = ({ incident }: InvestigationState, { id }: Brief): Send => ({
  to: { incident: incident.id },
  call: { do: 'refresh', liveMessage: `consent:${id}` },
})

/** One ephemeral message in the incident's channel; none to somebody who has left it. */
export const sendPrivateLine = ({ incident, outside }: InvestigationState, to: string, shown: SlackMessage): Send[] =>
  outside.has(to) ? [] : [{ to: { incident: incident.id }, call: { do: 'post_ephemeral', to, message: shown } }]

/** A line with a button to ask somebody else, or with `named` to name somebody. */
export const withAskNextButton = ({ incident }: InvestigationState, line: string, named = false): SlackMessage =>
  lineMessageWith(
    line,
    actionRowBlock(
      named
        ? button('Name somebody…', briefActions.name, { incidentId: incident.id, challengeId: null })
        : button('Ask somebody else', briefActions.request, { incidentId: incident.id, challengeId: null }),
    ),
  )

const lineMessageWith = (line: string, ...blocks: SlackBlock[]): SlackMessage =>
  blocksMessage(clipText(toPlainText(line), 200), sectionBlock(line), ...blocks)
