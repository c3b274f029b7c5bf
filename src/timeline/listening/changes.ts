import type { OfferableKind } from './offerable.ts'

/** A message whose author was offered to put it on record. */
export interface OfferMade {
  incidentId: string
  channelId: string
  messageTs: bigint
  personId: string
  sign: OfferableKind
  offeredAt: Date
}

export type OfferChange =
  | { type: 'offer.made'; offer: OfferMade }
  /** Somebody wants no offers, in any incident, until they say otherwise. */
  | { type: 'offers.stopped'; personId: string; at: Date }
  | { type: 'offers.resumed'; personId: string }
