import {
  actionRowBlock,
  blocksMessage,
  buttonElement,
  type ControlElement,
  type SlackMessage,
  sectionBlock,
} from '../../messages/blocks.ts'
import { button } from '../../messages/controls.ts'
import { clipText, escapeMrkdwn } from '../../messages/mrkdwn.ts'
import { firstLine } from '../../platform/text.ts'
import type { ManualKind } from '../../timeline/capture/by-hand.ts'
import { editorActions } from '../../timeline/editor/controls.ts'
import { packSuggestedEntries } from '../../timeline/listening/suggestions.ts'
import type { InvestigationState } from '../state.ts'
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
  const stop = buttonElement('No more offers', 'noticing.stop', { incidentId: incident.id, about: 'stop' })
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
  const to = (what: string) => ({ incidentId, about: what })
  const record = (label: string, kind: ManualKind) => [
    buttonElement(label, 'timeline.take_offer', to(packSuggestedEntries([{ ...about, kind }]))),
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
      return buildWaitContent(offer, to)
  }
}

type MakeOfferTarget = (what: string) => { incidentId: string; about: string }

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

function buildWaitContent({ party, about }: Extract<AuthorOffer, { do: 'wait' }>, to: MakeOfferTarget): OfferContent {
  if (party === null)
    return {
      title: 'Waiting on somebody outside?',
      buttons: [buttonElement('Note the wait…', 'noticing.wait_form', to(''))],
    }
  const words = about ? `${party}: ${about}` : party
  return {
    title: `Waiting on ${party}?`,
    buttons: [
      buttonElement('Note the wait', 'noticing.wait', to(words)),
      buttonElement('Change it first…', 'noticing.wait_form', to(words)),
    ],
  }
}
