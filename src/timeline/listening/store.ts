import type { RemarkMade } from '../../core/input.ts'
import type { ChangeHandlers } from '../../platform/db/change-handlers.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import type { OfferChange } from './changes.ts'
import type { OfferContext } from './offer.ts'

export const offerChangeHandlers: ChangeHandlers<OfferChange> = {
  'offer.made': async (tx, { offer }) => {
    await tx.offer.create({ data: offer })
  },
  'offers.stopped': async (tx, { personId, at: stoppedAt }) => {
    await tx.offerStop.createMany({ data: [{ personId, stoppedAt }], skipDuplicates: true })
  },
  'offers.resumed': async (tx, { personId }) => {
    await tx.offerStop.deleteMany({ where: { personId } })
  },
}

export const wantsNoOffers = async (tx: Tx, personId: string): Promise<boolean> =>
  (await tx.offerStop.count({ where: { personId } })) > 0

/** Loads what was already decided about a message, and what its author was offered before. */
export async function findOfferContext(
  tx: Tx,
  incidentId: string,
  { message, by }: Pick<RemarkMade, 'message' | 'by'>,
): Promise<Omit<OfferContext, 'names'>> {
  const { channelId, ts } = message
  const place = { incidentId, channelId, messageTs: ts }
  const entries = await tx.entry.count({ where: place })
  const seen = await tx.seenMessage.findUnique({
    where: { channelId_ts: { channelId, ts } },
    select: { deletedAt: true },
  })
  const offered = await tx.offer.count({ where: place })
  const last = await tx.offer.findFirst({
    where: { incidentId, personId: by.id },
    orderBy: { offeredAt: 'desc' },
    select: { offeredAt: true },
  })
  return {
    isEntry: entries > 0,
    isDeleted: Boolean(seen?.deletedAt),
    isOffered: offered > 0,
    lastOfferAt: last?.offeredAt ?? null,
    isStopped: await wantsNoOffers(tx, by.id),
  }
}
