import type { Prisma } from '../generated/prisma/client.ts'
import type { Savers } from '../store/savers.ts'
import type { Tx } from '../store/transaction.ts'
import type { IncidentChange } from './changes.ts'

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
  'member.joined': async (tx, { incidentId, people, at }) => {
    for (const userId of people) {
      await tx.member.upsert({
        where: { incidentId_userId: { incidentId, userId } },
        create: { incidentId, userId, joinedAt: at },
        update: { leftAt: null },
      })
    }
  },
  'member.left': async (tx, { incidentId, userId, at }) => {
    await tx.member.updateMany({ where: { incidentId, userId }, data: { leftAt: at } })
  },
  'person.known': async (tx, { id, name, zone, bot, gone, at }) => {
    const known = { name, zone, bot, gone, fetchedAt: at }
    await tx.person.upsert({ where: { id }, create: { id, ...known }, update: known })
  },
}

/**
 * Which incidents a person may see: a private one only from inside its channel, or while it has none and it is their
 * own. A condition of the query, so that nothing private is loaded for anybody else.
 */
export const visibleTo = (viewer: string) =>
  ({
    OR: [
      { private: false },
      { channelId: null, declaredBy: viewer },
      { members: { some: { userId: viewer, leftAt: null } } },
    ],
  }) satisfies Prisma.IncidentWhereInput

export async function findIncidentId(tx: Tx, number: number): Promise<string | undefined> {
  const found = await tx.incident.findFirst({ where: { number }, select: { id: true } })
  return found?.id
}

/** Remembers where the workspace lives: the start of every permalink. */
export async function rememberWorkspace(tx: Tx, id: string, url: string): Promise<void> {
  await tx.workspace.upsert({ where: { id }, create: { id, url }, update: { url } })
}
