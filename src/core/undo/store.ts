import type { Prisma } from '../../generated/prisma/client.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { isId } from '../../platform/is-id.ts'
import type { StateChange } from '../change.ts'
import type { Savers } from '../saver.ts'
import { type Saver, saver } from '../saver.ts'
import { undoableDone, undoableUndone } from './changes.ts'
import { decodeFromJson, encodeForJson } from './codec.ts'
import type { UndoableAction } from './model.ts'

export const undoSavers: Saver[] = [
  saver(
    undoableDone,
    async (tx, { type: _, inverse, ...action }) => {
      await tx.undoableAction.create({ data: { ...action, inverse: encodeForJson(inverse) as Prisma.InputJsonArray } })
    },
    { isBookkeeping: true },
  ),
  saver(
    undoableUndone,
    async (tx, { id, at }) => {
      await tx.undoableAction.update({ where: { id }, data: { undoneAt: at } })
    },
    { isBookkeeping: true },
  ),
]

/** `savers` tell which fields of the incident each change sets. */
export async function findUndoableAction(
  tx: Tx,
  incidentId: string,
  id: string,
  savers: Pick<Savers, 'sets'>,
): Promise<UndoableAction | undefined> {
  const action = isId(id) ? await tx.undoableAction.findUnique({ where: { id, incidentId } }) : null
  if (!action) return undefined
  const inverse = decodeFromJson(action.inverse) as StateChange[]
  const later = await tx.undoableAction.findMany({
    where: { incidentId, undoneAt: null, at: { gt: action.at } },
    select: { subject: true, inverse: true },
  })
  const fieldsSetBy = (changes: StateChange[]) => changes.flatMap((change) => savers.sets(change))
  const fields = fieldsSetBy(inverse)
  const isLatest = !later.some(
    (other) =>
      other.subject === action.subject ||
      fieldsSetBy(decodeFromJson(other.inverse) as StateChange[]).some((field) => fields.includes(field)),
  )
  return { ...action, inverse, isLatest }
}

/** True when another, open incident uses this incident's channel now. */
export async function isChannelReused(tx: Tx, { id, channelId }: { id: string; channelId: string | null }) {
  if (!channelId) return false
  const status = { notIn: ['closed' as const, 'cancelled' as const] }
  return (await tx.incident.count({ where: { channelId, id: { not: id }, status } })) > 0
}

/** Deletes the actions from before a time, which are too old to be undone. */
export async function purgeUndoableActions(tx: Tx, before: Date): Promise<void> {
  await tx.undoableAction.deleteMany({ where: { at: { lt: before } } })
}
