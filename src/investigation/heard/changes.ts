import { change } from '../../core/feature/change.ts'
import type { OfferableKind } from '../../timeline/listening/offerable.ts'

/** An offer to the author of a message to put it on record. */
export interface OfferMade {
  incidentId: string
  channelId: string
  messageTs: bigint
  personId: string
  sign: OfferableKind
  offeredAt: Date
}

export const offerMade = change('offer.made').carrying<{ offer: OfferMade }>()

/** Somebody turned offers off, in every incident, until `offers.resumed`. */
export const offersStopped = change('offers.stopped').carrying<{ personId: string; at: Date }>()

export const offersResumed = change('offers.resumed').carrying<{ personId: string }>()
