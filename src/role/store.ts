import type { Savers } from '../store/savers.ts'
import type { Tx } from '../store/transaction.ts'
import type { RoleChange } from './changes.ts'
import type { RoleHolder } from './model.ts'

export const roleSavers: Savers<RoleChange> = {
  'role.assumed': async (tx, { id, incidentId, role, userId, by, at }) => {
    await relinquish(tx, incidentId, role, at)
    await tx.roleAssignment.create({ data: { id, incidentId, role, userId, assignedBy: by, assumedAt: at } })
  },
  'role.relinquished': async (tx, { incidentId, role, at }) => relinquish(tx, incidentId, role, at),
  'role.acknowledged': async (tx, { incidentId, role, userId, at }) => {
    await tx.roleAssignment.updateMany({
      where: { incidentId, role, userId, relinquishedAt: null, acknowledgedAt: null },
      data: { acknowledgedAt: at },
    })
  },
}

async function relinquish(tx: Tx, incidentId: string, role: string, at: Date): Promise<void> {
  await tx.roleAssignment.updateMany({
    where: { incidentId, role, relinquishedAt: null },
    data: { relinquishedAt: at },
  })
}

/** Who holds which role now. */
export async function presentHolders(tx: Tx, incidentId: string): Promise<RoleHolder[]> {
  return await tx.roleAssignment.findMany({
    where: { incidentId, relinquishedAt: null },
    select: { role: true, userId: true, assumedAt: true, acknowledgedAt: true },
  })
}

/** Every holding of a role, in the order it was assumed: for the post-mortem. */
export async function roleHistory(tx: Tx, incidentId: string) {
  return await tx.roleAssignment.findMany({
    where: { incidentId },
    orderBy: { assumedAt: 'asc' },
    select: { role: true, userId: true, assignedBy: true, assumedAt: true, relinquishedAt: true },
  })
}
