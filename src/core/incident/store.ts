import { z } from 'zod'
import { IncidentMode, IncidentStatus, Prisma } from '../../generated/prisma/client.ts'
import { instantColumn, querySlice } from '../../platform/db/slice.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { statePart } from '../feature/state-part.ts'
import type { OpenIncident } from '../state.ts'

/**
 * Filters for the incidents a person may see: a private one only as a member of its channel or, before it has one, as
 * its declarer. It is part of the query so that nothing private is loaded for anybody else.
 */
export const visibleTo = (viewer: string) =>
  ({
    OR: [
      { private: false },
      { channelId: null, declaredBy: viewer },
      { members: { some: { userId: viewer, leftAt: null } } },
    ],
  }) satisfies Prisma.IncidentWhereInput

/** Prisma writes NULL for an omitted list. */
const stringListColumn = z
  .array(z.string())
  .nullable()
  .transform((list) => list ?? [])

const IncidentRow = z.object({
  id: z.string(),
  workspaceId: z.string(),
  number: z.int(),
  title: z.string(),
  severity: z.string(),
  status: z.enum(IncidentStatus),
  mode: z.enum(IncidentMode),
  zone: z.string(),
  private: z.boolean(),
  summary: z.string().nullable(),
  services: stringListColumn,
  tags: stringListColumn,
  channelId: z.string().nullable(),
  channelName: z.string().nullable(),
  here: z.boolean(),
  declaredBy: z.string(),
  startedAt: instantColumn.nullable(),
  detectedAt: instantColumn.nullable(),
  declaredAt: instantColumn,
  acknowledgedAt: instantColumn.nullable(),
  mitigatedAt: instantColumn.nullable(),
  resolvedAt: instantColumn.nullable(),
  closedAt: instantColumn.nullable(),
  reopenedAt: instantColumn.nullable(),
  workspaceUrl: z.string().nullable(),
})

export const incidentPart = statePart(
  {
    incidents: querySlice(
      IncidentRow,
      (incidentId) => Prisma.sql`
      SELECT i.*, w.url AS "workspaceUrl" FROM "Incident" i JOIN "Workspace" w ON w.id = i."workspaceId"
      WHERE i.id = ${incidentId}::uuid`,
      ['declaredBy'],
    ),
    /** People who left the channel of a private incident. */
    leavers: querySlice(
      z.object({ userId: z.string() }),
      (incidentId) => Prisma.sql`
      SELECT m."userId" FROM "ChannelMember" m JOIN "Incident" i ON i.id = m."incidentId"
      WHERE i.id = ${incidentId}::uuid AND i.private AND m."leftAt" IS NOT NULL`,
    ),
  },
  ({ incidents, leavers }) => {
    const [found] = incidents
    if (!found) throw new Error('there is no such incident')
    const { workspaceUrl, ...incident } = found
    return { incident, workspaceUrl, outside: new Set(leavers.map(({ userId }) => userId)) }
  },
)

export const listedIncidentSelect = {
  id: true,
  number: true,
  title: true,
  severity: true,
  status: true,
  mode: true,
  private: true,
  channelId: true,
  declaredAt: true,
  declaredBy: true,
} satisfies Prisma.IncidentSelect
export const endedStatuses = ['closed', 'cancelled'] as const

/** The open incidents that this person may see. */
export async function findOpenIncidents(tx: Tx, workspaceId: string, viewer: string): Promise<OpenIncident[]> {
  return await tx.incident.findMany({
    where: { workspaceId, status: { notIn: [...endedStatuses] }, ...visibleTo(viewer) },
    orderBy: { number: 'asc' },
    select: listedIncidentSelect,
  })
}
