import { type Saver, saver } from '../../core/feature/saver.ts'
import type { RemarkMade } from '../../core/input.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { offerMade, offersResumed, offersStopped } from './changes.ts'
import type { OfferContext } from './offer.ts'

export const offerSavers: Saver[] = [
  saver(
    offerMade,
    async (tx, { offer }) => {
      await tx.offer.create({ data: offer })
    },
    { isBookkeeping: true },
  ),
  saver(
    offersStopped,
    async (tx, { personId, at: stoppedAt }) => {
      await tx.offerStop.createMany({ data: [{ personId, stoppedAt }], skipDuplicates: true })
    },
    { isBookkeeping: true },
  ),
  saver(
    offersResumed,
    async (tx, { personId }) => {
      await tx.offerStop.deleteMany({ where: { personId } })
    },
    { isBookkeeping: true },
  ),
]

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
