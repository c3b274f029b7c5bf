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
  'undoable.done': async (tx, { type: _, inverse, ...deed }) => {
    await tx.undoableAction.create({ data: { ...deed, inverse: encodeForJson(inverse) as Prisma.InputJsonArray } })
  },
  'undoable.undone': async (tx, { id, at }) => {
    await tx.undoableAction.update({ where: { id }, data: { undoneAt: at } })
  },
}

export async function findUndoableAction(tx: Tx, incidentId: string, id: string): Promise<UndoableAction | undefined> {
  const deed = isId(id) ? await tx.undoableAction.findUnique({ where: { id, incidentId } }) : null
  if (!deed) return undefined
  const inverse = decodeFromJson(deed.inverse) as StateChange[]
  const later = await tx.undoableAction.findMany({
    where: { incidentId, undoneAt: null, at: { gt: deed.at } },
    select: { subject: true, inverse: true },
  })
  const own = listTouchedFields(inverse)
  const isLatest = !later.some(
    (other) =>
      other.subject === deed.subject ||
      listTouchedFields(decodeFromJson(other.inverse) as StateChange[]).some((field) => own.includes(field)),
  )
  return { ...deed, inverse, isLatest }
}

/** Whether the channel of an incident that is over serves another one now, which is open. */
export async function isChannelReused(tx: Tx, { id, channelId }: { id: string; channelId: string | null }) {
  if (!channelId) return false
  const status = { notIn: ['closed' as const, 'cancelled' as const] }
  return (await tx.incident.count({ where: { channelId, id: { not: id }, status } })) > 0
}

/** What can no longer be undone need not be kept. */
export async function purgeUndoableActions(tx: Tx, before: Date): Promise<void> {
  await tx.undoableAction.deleteMany({ where: { at: { lt: before } } })
}
