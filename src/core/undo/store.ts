import type { Prisma } from '../../generated/prisma/client.ts'
import type { Savers } from '../../platform/db/savers.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { isId } from '../../platform/is-id.ts'
import type { Change } from '../decision.ts'
import type { DeedDone, DeedUndone } from './changes.ts'
import { decode, encode } from './codec.ts'
import type { Deed } from './model.ts'
import { touched } from './touched.ts'

export const undoSavers: Savers<DeedDone<Change> | DeedUndone> = {
  'deed.done': async (tx, { type: _, inverse, ...deed }) => {
    await tx.deed.create({ data: { ...deed, inverse: encode(inverse) as Prisma.InputJsonArray } })
  },
  'deed.undone': async (tx, { id, at }) => {
    await tx.deed.update({ where: { id }, data: { undoneAt: at } })
  },
}

export async function findDeed(tx: Tx, incidentId: string, id: string): Promise<Deed | undefined> {
  const deed = isId(id) ? await tx.deed.findUnique({ where: { id, incidentId } }) : null
  if (!deed) return undefined
  const inverse = decode(deed.inverse) as Change[]
  const later = await tx.deed.findMany({
    where: { incidentId, undoneAt: null, at: { gt: deed.at } },
    select: { subject: true, inverse: true },
  })
  const own = touched(inverse)
  const isLatest = !later.some(
    (other) =>
      other.subject === deed.subject ||
      touched(decode(other.inverse) as Change[]).some((field) => own.includes(field)),
  )
  return { ...deed, inverse, isLatest }
}

/** Whether the channel of an incident that is over serves another one now, which is open. */
export async function isServedByAnother(tx: Tx, { id, channelId }: { id: string; channelId: string | null }) {
  if (!channelId) return false
  const status = { notIn: ['closed' as const, 'cancelled' as const] }
  return (await tx.incident.count({ where: { channelId, id: { not: id }, status } })) > 0
}

/** What can no longer be undone need not be kept. */
export async function forgetUndo(tx: Tx, before: Date): Promise<void> {
  await tx.deed.deleteMany({ where: { at: { lt: before } } })
}
