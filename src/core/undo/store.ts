import type { Prisma } from '../../generated/prisma/client.ts'
import type { ChangeHandlers } from '../../platform/db/change-handlers.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { isId } from '../../platform/is-id.ts'
import type { StateChange } from '../decision.ts'
import type { UndoableActionDone, UndoableActionUndone } from './changes.ts'
import { decodeFromJson, encodeForJson } from './codec.ts'
import type { UndoableAction } from './model.ts'
import { listTouchedFields } from './touched-fields.ts'

export const undoChangeHandlers: ChangeHandlers<UndoableActionDone<StateChange> | UndoableActionUndone> = {
  'undoable.done': async (tx, { type: _, inverse, ...action }) => {
    await tx.undoableAction.create({ data: { ...action, inverse: encodeForJson(inverse) as Prisma.InputJsonArray } })
  },
  'undoable.undone': async (tx, { id, at }) => {
    await tx.undoableAction.update({ where: { id }, data: { undoneAt: at } })
  },
}

export async function findUndoableAction(tx: Tx, incidentId: string, id: string): Promise<UndoableAction | undefined> {
  const action = isId(id) ? await tx.undoableAction.findUnique({ where: { id, incidentId } }) : null
  if (!action) return undefined
  const inverse = decodeFromJson(action.inverse) as StateChange[]
  const later = await tx.undoableAction.findMany({
    where: { incidentId, undoneAt: null, at: { gt: action.at } },
    select: { subject: true, inverse: true },
  })
  const touched = listTouchedFields(inverse)
  const isLatest = !later.some(
    (other) =>
      other.subject === action.subject ||
      listTouchedFields(decodeFromJson(other.inverse) as StateChange[]).some((field) => touched.includes(field)),
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
