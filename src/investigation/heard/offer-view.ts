import {
  actionRowBlock,
  blocksMessage,
  type ControlElement,
  type SlackMessage,
  sectionBlock,
} from '../../messages/blocks.ts'
import { button } from '../../messages/controls.ts'
import { clipText, escapeMrkdwn } from '../../messages/mrkdwn.ts'
import { firstLine } from '../../platform/text.ts'
import type { ManualKind } from '../../timeline/capture/by-hand.ts'
import { editorActions } from '../../timeline/editor/controls.ts'
import type { InvestigationState } from '../state.ts'
import { offerActions } from './controls.ts'
import type { AuthorOffer } from './model.ts'

/** How much of a message an offer quotes, in characters. */
const maxOfferQuoteLength = 120

/** The message an offer is about; `words` is its plain text. */
export interface OfferedMessage {
  channelId: string
  ts: bigint
  words: string
}

/** The ephemeral message that offers the author to record what they wrote: a quotation and buttons. */
export function authorOfferMessage(
  { incident }: InvestigationState,
  offer: AuthorOffer,
  about: OfferedMessage,
): SlackMessage {
  const { title, lead = '', further, buttons } = buildOfferContent(incident.id, offer, about)
  const quote = `“${escapeMrkdwn(clipText(about.words, maxOfferQuoteLength))}”`
  const stop = button('No more offers', offerActions.stop, { incidentId: incident.id, offers: 'stop' })
  return blocksMessage(
    title,
    sectionBlock([`*${escapeMrkdwn(title)}* ${lead}${quote}`, ...(further ? [further] : [])].join('\n')),
    actionRowBlock(...buttons, stop),
  )
}

interface OfferContent {
  title: string
  /** mrkdwn before the quotation. */
  lead?: string
  /** mrkdwn below the quotation. */
  further?: string
  buttons: ControlElement[]
}

function buildOfferContent(incidentId: string, offer: AuthorOffer, about: OfferedMessage): OfferContent {
  const record = (label: string, kind: ManualKind) => [
    button(label, offerActions.take, { incidentId, entry: { ...about, kind } }),
  ]
  switch (offer.do) {
    case 'track':
      return { title: 'A hypothesis?', buttons: record('Track as hypothesis', 'hypothesis') }
    case 'recurrence':
      return { title: 'Has it come back?', buttons: record('Record recurrence', 'recurrence') }
    case 'action':
      return {
        title: 'An action?',
        further: 'On record, I ask later whether it worked.',
        buttons: record('Record action', 'action'),
      }
    case 'no effect':
      return buildNoEffectContent(incidentId, offer)
    case 'wait':
      return buildWaitContent(incidentId, offer)
  }
}

const buildNoEffectContent = (
  incidentId: string,
  { action: { text, entryId } }: Extract<AuthorOffer, { do: 'no effect' }>,
): OfferContent => ({
  title: 'No effect?',
  lead: `${escapeMrkdwn(clipText(firstLine(text), maxOfferQuoteLength))}\nYou wrote `,
  buttons: [
    button('No effect', editorActions.noEffect, { incidentId, id: entryId }),
    button('Another result…', editorActions.result, { incidentId, id: entryId }),
  ],
})

function buildWaitContent(incidentId: string, { party, about }: Extract<AuthorOffer, { do: 'wait' }>): OfferContent {
  if (party === null)
    return {
      title: 'Waiting on somebody outside?',
      buttons: [button('Note the wait…', offerActions.waitForm, { incidentId, wait: { party: '', about: '' } })],
    }
  const to = { incidentId, wait: { party, about: about ?? '' } }
  return {
    title: `Waiting on ${party}?`,
    buttons: [button('Note the wait', offerActions.wait, to), button('Change it first…', offerActions.waitForm, to)],
  }
}
