import type { IncidentState } from '../../core/state.ts'
import { actions, type Block, button, type Message, message, section } from '../../messages/blocks.ts'
import { clip, escapeMrkdwn } from '../../messages/mrkdwn.ts'
import { firstLine } from '../../platform/text.ts'
import type { HandKind } from '../capture/by-hand.ts'
import type { Offer } from './model.ts'
import { packNoticed } from './review.ts'

/** As much of a message as an offer quotes. */
const quoted = 120

/** The message an offer is about, in the words people read. */
export interface About {
  channelId: string
  ts: bigint
  words: string
}

/** One line and what to press; only its author sees it. */
export function offering({ incident }: IncidentState, offer: Offer, about: About): Message {
  const { title, lead = '', further, buttons } = asked(incident.id, offer, about)
  const quote = `“${escapeMrkdwn(clip(about.words, quoted))}”`
  const stop = button('No more offers', 'noticing.stop', { incidentId: incident.id, about: 'stop' })
  return message(
    title,
    section([`*${escapeMrkdwn(title)}* ${lead}${quote}`, ...(further ? [further] : [])].join('\n')),
    actions(...buttons, stop),
  )
}

interface Asked {
  title: string
  /** What stands before the quotation, in mrkdwn. */
  lead?: string
  /** What stands below it. */
  further?: string
  buttons: Block[]
}

function asked(incidentId: string, offer: Offer, about: About): Asked {
  const to = (what: string) => ({ incidentId, about: what })
  const record = (label: string, kind: HandKind) => [
    button(label, 'timeline.take_offer', to(packNoticed([{ ...about, kind }]))),
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
      return noEffect(offer, to)
    case 'wait':
      return wait(offer, to)
  }
}

type To = (what: string) => { incidentId: string; about: string }

const noEffect = ({ action: { text, entryId } }: Extract<Offer, { do: 'no effect' }>, to: To): Asked => ({
  title: 'No effect?',
  lead: `${escapeMrkdwn(clip(firstLine(text), quoted))}\nYou wrote `,
  buttons: [
    button('No effect', 'timeline.no_effect', to(entryId)),
    button('Another result…', 'timeline.result', to(entryId)),
  ],
})

function wait({ party, about }: Extract<Offer, { do: 'wait' }>, to: To): Asked {
  if (party === null)
    return {
      title: 'Waiting on somebody outside?',
      buttons: [button('Note the wait…', 'noticing.wait_form', to(''))],
    }
  const words = about ? `${party}: ${about}` : party
  return {
    title: `Waiting on ${party}?`,
    buttons: [
      button('Note the wait', 'noticing.wait', to(words)),
      button('Change it first…', 'noticing.wait_form', to(words)),
    ],
  }
}
