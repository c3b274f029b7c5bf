import { isDeepStrictEqual } from 'node:util'
import type { Tx } from '../../platform/db/transaction.ts'
import { isId } from '../../platform/is-id.ts'
import type { StoredChange } from '../feature/change.ts'
import { type Saver, type Savers, saver } from '../feature/saver.ts'
import { undoableDone, undoableUndone } from './changes.ts'
import { decodeFromJson, encodeForJson, type Json } from './codec.ts'
import type { UndoableAction } from './undo.ts'

/** `savers` know the form of every change that an inverse may have. */
export const undoSavers = (savers: () => Pick<Savers, 'revive'>): Saver[] => [
  saver(
    undoableDone,
    async (tx, { type: _, inverse, ...action }) => {
      await tx.undoableAction.create({ data: { ...action, inverse: encodeInverse(inverse, savers()) } })
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

/** Leaves out what the schemas do not mention. Throws if a change does not fit its own: nobody could undo it. */
const encodeInverse = (inverse: readonly StoredChange[], savers: Pick<Savers, 'revive'>): Json[] =>
  inverse.map((change) => {
    const revived = savers.revive(change)
    if (!revived) throw new Error(`a change ${change.type} cannot be stored as part of an inverse`)
    return encodeForJson(revived)
  })

/**
 * The changes of a stored inverse; null if another release stored one that this one does not know, or in another form.
 * A field that this release does not know would be lost, and half an inverse is worse than none.
 */
function decodeInverse(stored: unknown, savers: Pick<Savers, 'revive'>): StoredChange[] | null {
  const decoded = decodeFromJson(stored)
  if (!Array.isArray(decoded)) return null
  const changes = decoded.flatMap((change) => savers.revive(change) ?? [])
  return isDeepStrictEqual(encodeForJson(changes), stored) ? changes : null
}

/** `savers` also tell which fields of the incident each change sets. */
export async function findUndoableAction(
  tx: Tx,
  incidentId: string,
  id: string,
  savers: Pick<Savers, 'sets' | 'revive'>,
): Promise<UndoableAction | undefined> {
  const action = isId(id) ? await tx.undoableAction.findUnique({ where: { id, incidentId } }) : null
  if (!action) return undefined
  const later = await tx.undoableAction.findMany({
    where: { incidentId, undoneAt: null, at: { gt: action.at } },
    select: { subject: true, inverse: true },
  })
  const inverse = decodeInverse(action.inverse, savers)
  const inversesSince = later.map((other) => decodeInverse(other.inverse, savers))
  const isOfThisRelease = inversesSince.every((each) => each !== null)
  const fieldsSetBy = (changes: readonly StoredChange[] | null) =>
    changes?.flatMap((change) => savers.sets(change)) ?? []
  const fields = fieldsSetBy(inverse)
  const isLatest =
    later.every(({ subject }) => subject !== action.subject) &&
    !inversesSince.flatMap(fieldsSetBy).some((field) => fields.includes(field))
  return { ...action, inverse: isOfThisRelease ? inverse : null, isLatest }
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
