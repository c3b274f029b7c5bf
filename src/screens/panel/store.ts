import type { Tx } from '../../platform/db/transaction.ts'

/** The open incident of this channel, or else its latest. No visibility check: whoever asks is in the channel. */
export async function findPanelIncidentId(tx: Tx, channelId: string): Promise<string | undefined> {
  const incidents = await tx.incident.findMany({
    where: { channelId },
    orderBy: { number: 'desc' },
    select: { id: true, status: true },
  })
  const latest = incidents.find(({ status }) => status !== 'closed' && status !== 'cancelled') ?? incidents[0]
  return latest?.id
}
