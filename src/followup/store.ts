import type { Tx } from '../store/transaction.ts'
import type { FollowUp } from './model.ts'

/** The follow-up taken from this message, whatever became of it. */
export async function followUpOf(
  tx: Tx,
  incidentId: string,
  channelId: string,
  messageTs: bigint,
): Promise<FollowUp | null> {
  return await tx.followUp.findUnique({
    where: { incidentId_channelId_messageTs: { incidentId, channelId, messageTs } },
  })
}

/** The number the incident's next follow-up gets; no other takes it while the incident is locked. */
export async function nextFollowUpNumber(tx: Tx, incidentId: string): Promise<number> {
  const { _max: highest } = await tx.followUp.aggregate({ where: { incidentId }, _max: { number: true } })
  return (highest.number ?? 0) + 1
}
