import { type Saver, saver } from '../../core/feature/saver.ts'
import type { Mode } from '../../core/incident/model.ts'
import { endedStatuses, listedIncidentSelect, visibleTo } from '../../core/incident/store.ts'
import type { OpenIncident } from '../../core/state.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { type FactName, type Impact, impactAdded, impactEnded, impactFactSet, impactRemoved } from '../impact/model.ts'
import {
  channelAssigned,
  incidentAcknowledged,
  incidentCorrected,
  incidentDeclared,
  memberJoined,
  memberLeft,
  personFetched,
  severityChanged,
  statusChanged,
} from './changes.ts'

export const incidentSavers: Saver[] = [
  saver(
    incidentDeclared,
    async (tx, { id, workspaceId, number, title, severity, mode, zone, by, at, detectedAt, given }) => {
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
          ...given,
        },
      })
    },
    { declares: ({ id }) => id },
  ),
  saver(
    statusChanged,
    async (tx, { incidentId, to, reached }) => {
      await tx.incident.update({ where: { id: incidentId }, data: { status: to, ...reached } })
    },
    { sets: ({ reached }) => ['status', ...Object.keys(reached)] },
  ),
  saver(severityChanged, async (tx, { incidentId, to }) => {
    await tx.incident.update({ where: { id: incidentId }, data: { severity: to } })
  }),
  saver(channelAssigned, async (tx, { incidentId, channelId, channelName }) => {
    await tx.incident.update({ where: { id: incidentId }, data: { channelId, channelName } })
  }),
  saver(
    incidentAcknowledged,
    async (tx, { incidentId, at }) => {
      await tx.incident.update({ where: { id: incidentId }, data: { acknowledgedAt: at } })
    },
    { sets: () => ['acknowledgedAt'] },
  ),
  saver(
    incidentCorrected,
    async (tx, { incidentId, to }) => {
      await tx.incident.update({ where: { id: incidentId }, data: to })
    },
    { sets: ({ to }) => Object.keys(to) },
  ),
  saver(impactAdded, async (tx, { incidentId, window }) => {
    await tx.impactPeriod.create({ data: { incidentId, ...window } })
  }),
  saver(impactEnded, async (tx, { id, to }) => {
    await tx.impactPeriod.updateMany({ where: { id }, data: { to } })
  }),
  saver(impactRemoved, async (tx, { id }) => {
    await tx.impactPeriod.deleteMany({ where: { id } })
  }),
  saver(impactFactSet, async (tx, { incidentId, name, value }) => {
    await tx.impactFact.deleteMany({ where: { incidentId, name } })
    if (value !== null) await tx.impactFact.create({ data: { incidentId, name, value } })
  }),
  saver(
    memberJoined,
    async (tx, { incidentId, people, at }) => {
      for (const userId of people) {
        await tx.channelMember.upsert({
          where: { incidentId_userId: { incidentId, userId } },
          create: { incidentId, userId, joinedAt: at },
          update: { leftAt: null },
        })
      }
    },
    { isBookkeeping: true },
  ),
  saver(
    memberLeft,
    async (tx, { incidentId, userId, at }) => {
      await tx.channelMember.updateMany({ where: { incidentId, userId }, data: { leftAt: at } })
    },
    { isBookkeeping: true },
  ),
  saver(
    personFetched,
    async (tx, { id, name, zone, bot, gone, at }) => {
      const profile = { name, zone, bot, gone, fetchedAt: at }
      await tx.person.upsert({ where: { id }, create: { id, ...profile }, update: profile })
    },
    { isBookkeeping: true },
  ),
]

/** Loads the impact periods, the earliest first, and the facts. */
export async function loadImpact(tx: Tx, incidentId: string): Promise<Impact> {
  const periods = await tx.impactPeriod.findMany({
    where: { incidentId },
    orderBy: { from: 'asc' },
    select: { id: true, from: true, to: true },
  })
  const facts = await tx.impactFact.findMany({ where: { incidentId }, select: { name: true, value: true } })
  return { periods, facts: facts.map(({ name, value }) => ({ name: name as FactName, value })) }
}

/** The open incident that this channel serves, if any. */
export async function findOpenIncidentInChannel(tx: Tx, channelId: string): Promise<OpenIncident | null> {
  return await tx.incident.findFirst({
    where: { channelId, status: { notIn: [...endedStatuses] } },
    select: listedIncidentSelect,
  })
}

/** Open incidents that this person declared or in which they hold a role. */
export async function findOpenIncidentsInvolving(tx: Tx, workspaceId: string, viewer: string): Promise<OpenIncident[]> {
  const theirs = [{ declaredBy: viewer }, { roles: { some: { userId: viewer, relinquishedAt: null } } }]
  return await tx.incident.findMany({
    where: { workspaceId, status: { notIn: [...endedStatuses] }, AND: [visibleTo(viewer), { OR: theirs }] },
    orderBy: { number: 'asc' },
    select: listedIncidentSelect,
  })
}

/** Closed and cancelled incidents that this person may see, the latest first. */
export async function findLatestEndedIncidents(
  tx: Tx,
  workspaceId: string,
  viewer: string,
  most: number,
): Promise<OpenIncident[]> {
  return await tx.incident.findMany({
    where: { workspaceId, status: { in: [...endedStatuses] }, ...visibleTo(viewer) },
    orderBy: { closedAt: 'desc' },
    take: most,
    select: listedIncidentSelect,
  })
}

/** Counts the open incidents by severity and mode, private ones included, since a count reveals no names. */
export async function openCounts(tx: Tx): Promise<{ severity: string; mode: Mode; count: number }[]> {
  const groups = await tx.incident.groupBy({
    by: ['severity', 'mode'],
    where: { status: { notIn: [...endedStatuses] } },
    _count: true,
  })
  return groups.map(({ severity, mode, _count: count }) => ({ severity, mode, count }))
}

/** The id of the declaration's entry, which is the incident's first entry of kind `status`. */
export async function findDeclarationEntryId(tx: Tx, incidentId: string): Promise<string | undefined> {
  const found = await tx.entry.findFirst({
    where: { incidentId, kind: 'status' },
    orderBy: { recordedAt: 'asc' },
    select: { id: true },
  })
  return found?.id
}

export async function findIncidentId(tx: Tx, number: number): Promise<string | undefined> {
  const found = await tx.incident.findFirst({ where: { number }, select: { id: true } })
  return found?.id
}

/** Stores the workspace's URL, with which every permalink starts. */
export async function rememberWorkspace(tx: Tx, id: string, url: string): Promise<void> {
  await tx.workspace.upsert({ where: { id }, create: { id, url }, update: { url } })
}
