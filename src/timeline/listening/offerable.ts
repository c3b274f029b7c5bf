import type { SeenMessage } from '../../core/record/model.ts'
import type { Settings } from '../../platform/config/settings.ts'
import { classifyMessage, type MessageClassification } from './classify.ts'
import type { HeardKind } from './clues.ts'

/** From here on it is worth a word to its author: higher than at close, where nobody is interrupted. */
const minOfferScore = 0.6

/** In characters. What is longer is pasted, or a report: no single line of the record. */
const maxOfferableLength = 600

/** What an offer can be about; a change or an observation need not be asked for while it happens. */
const offerableKinds = [
  'hypothesis',
  'third party',
  'recurrence',
  'persists',
  'action',
  'reversal',
] as const satisfies HeardKind[]
export type OfferableKind = (typeof offerableKinds)[number]

/** What a message clearly is, where its author could be offered to put it on record. */
export function classifyOfferable(text: string): (MessageClassification & { sign: OfferableKind }) | undefined {
  if (text.length > maxOfferableLength) return undefined
  const noticed = classifyMessage(text)
  const sign = offerableKinds.find((known) => known === noticed?.sign)
  return noticed && sign && noticed.score >= minOfferScore ? { ...noticed, sign } : undefined
}

/** Whether a message may come to an offer: told from its words alone, so that all the others cost nothing. */
export const canTriggerOffer = (
  { isTalk, text }: Pick<SeenMessage, 'isTalk' | 'text'>,
  { noticing }: Pick<Settings, 'noticing'>,
): boolean => isTalk && noticing.offers === 'on' && classifyOfferable(text) !== undefined
