import type { SeenMessage } from '../../core/record/model.ts'
import { classifyMessage, type MessageClassification } from './classify.ts'
import type { HeardKind } from './clues.ts'
import type { ListeningSettings } from './settings.ts'

/** The least score for an offer. Higher than at close, since an offer interrupts its author. */
const minOfferScore = 0.6

/** In characters. A longer message is pasted or a report, not a single timeline entry. */
const maxOfferableLength = 600

/** The signs an offer can be about. Changes and observations can wait for the review at close. */
const offerableKinds = [
  'hypothesis',
  'third party',
  'recurrence',
  'persists',
  'action',
  'reversal',
] as const satisfies HeardKind[]
export type OfferableKind = (typeof offerableKinds)[number]

/** Classifies a message; undefined unless it is clear enough, and of a kind, to offer its author to record it. */
export function classifyOfferable(text: string): (MessageClassification & { sign: OfferableKind }) | undefined {
  if (text.length > maxOfferableLength) return undefined
  const classification = classifyMessage(text)
  const sign = offerableKinds.find((kind) => kind === classification?.sign)
  return classification && sign && classification.score >= minOfferScore ? { ...classification, sign } : undefined
}

/** Whether a message may lead to an offer, by its text alone, so that all other messages cost no query. */
export const canTriggerOffer = (
  { isTalk, text }: Pick<SeenMessage, 'isTalk' | 'text'>,
  { listening }: ListeningSettings,
): boolean => isTalk && listening.offers === 'on' && classifyOfferable(text) !== undefined
