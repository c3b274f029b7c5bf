import type { OfferableKind } from './offerable.ts'

/** An offer to the author of a message to put it on record. */
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
  /** Somebody turned offers off, in every incident, until `offers.resumed`. */
  | { type: 'offers.stopped'; personId: string; at: Date }
  | { type: 'offers.resumed'; personId: string }
