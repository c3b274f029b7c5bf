import type { Savers } from '../store/savers.ts'
import type { Tx } from '../store/transaction.ts'
import type { IncidentChange } from './changes.ts'
import type { RoleHolder } from './model.ts'

export const incidentSavers: Savers<IncidentChange> = {
  'incident.declared': async (
    tx,
    { id, workspaceId, number, title, severity, mode, zone, by, at, detectedAt },
  ) => {
    await tx.workspace.update({ where: { id: workspaceId }, data: { lastNumber: number } })
    await tx.incident.create({
      data: {
        id,
        workspaceId,
        number,
        title,
        severity,
        mode,
        zone,
        declaredBy: by,
        declaredAt: at,
        detectedAt,
      },
    })
  },
  'incident.status': async (tx, { incidentId, to, reached }) => {
    await tx.incident.update({ where: { id: incidentId }, data: { status: to, ...reached } })
  },
  'incident.severity': async (tx, { incidentId, to }) => {
    await tx.incident.update({ where: { id: incidentId }, data: { severity: to } })
  },
  'incident.channel': async (tx, { incidentId, channelId, channelName }) => {
    await tx.incident.update({ where: { id: incidentId }, data: { channelId, channelName } })
  },
  'incident.acknowledged': async (tx, { incidentId, at }) => {
    await tx.incident.update({ where: { id: incidentId }, data: { acknowledgedAt: at } })
  },
  'role.assumed': async (tx, { id, incidentId, role, userId, by, at }) => {
    await tx.roleAssignment.updateMany({
      where: { incidentId, role, relinquishedAt: null },
      data: { relinquishedAt: at },
    })
    await tx.roleAssignment.create({ data: { id, incidentId, role, userId, assignedBy: by, assumedAt: at } })
  },
  'person.known': async (tx, { id, name, zone, bot, gone, at }) => {
    const known = { name, zone, bot, gone, fetchedAt: at }
    await tx.person.upsert({ where: { id }, create: { id, ...known }, update: known })
  },
}

/** Who holds which role now. */
export async function presentHolders(tx: Tx, incidentId: string): Promise<RoleHolder[]> {
  return await tx.roleAssignment.findMany({
    where: { incidentId, relinquishedAt: null },
    select: { role: true, userId: true, assumedAt: true },
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

export async function findIncidentId(tx: Tx, number: number): Promise<string | undefined> {
  const found = await tx.incident.findFirst({ where: { number }, select: { id: true } })
  return found?.id
}

/** Remembers where the workspace lives: the start of every permalink. */
export async function rememberWorkspace(tx: Tx, id: string, url: string): Promise<void> {
  await tx.workspace.upsert({ where: { id }, create: { id, url }, update: { url } })
}
