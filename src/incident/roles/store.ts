import { z } from 'zod'
import { type Saver, saver } from '../../core/feature/saver.ts'
import { statePart } from '../../core/feature/state-part.ts'
import type { RoleHolder } from '../../core/incident/roles.ts'
import type { IncidentState } from '../../core/state.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { instantColumn, querySlice } from '../../platform/db/slice.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import {
  memberCaughtUp,
  roleAcknowledged,
  roleAssumed,
  roleRelinquished,
  roleResumed,
  roleTakenBack,
} from './changes.ts'
import type { HandoverContext } from './handover-context.ts'

export const roleSavers: Saver[] = [
  saver(
    roleAssumed,
    async (tx, { id, incidentId, role, userId, by, at, acknowledgedAt }) => {
      await endRoleAssignment(tx, incidentId, role, at)
      await tx.roleAssignment.create({
        data: { id, incidentId, role, userId, assignedBy: by, assumedAt: at, acknowledgedAt },
      })
    },
    { names: ({ userId }) => [userId] },
  ),
  saver(roleRelinquished, async (tx, { incidentId, role, at }) => endRoleAssignment(tx, incidentId, role, at)),
  saver(roleAcknowledged, async (tx, { incidentId, role, userId, at }) => {
    await tx.roleAssignment.updateMany({
      where: { incidentId, role, userId, relinquishedAt: null, acknowledgedAt: null },
      data: { acknowledgedAt: at },
    })
  }),
  saver(roleTakenBack, async (tx, { id, before }) => {
    const { count } = await tx.roleAssignment.deleteMany({ where: { id, relinquishedAt: null } })
    if (count > 0 && before) await resumeRoleAssignment(tx, before)
  }),
  saver(roleResumed, async (tx, { id }) => resumeRoleAssignment(tx, id)),
  saver(
    memberCaughtUp,
    async (tx, { incidentId, userId, at }) => {
      await tx.channelMember.updateMany({ where: { incidentId, userId }, data: { caughtUpAt: at } })
    },
    { isBookkeeping: true },
  ),
]

async function endRoleAssignment(tx: Tx, incidentId: string, role: string, at: Date): Promise<void> {
  await tx.roleAssignment.updateMany({
    where: { incidentId, role, relinquishedAt: null },
    data: { relinquishedAt: at },
  })
}

/** Resumes an ended assignment, unless somebody else holds the role now: it has one holder at a time. */
async function resumeRoleAssignment(tx: Tx, id: string): Promise<void> {
  const ended = await tx.roleAssignment.findUnique({
    where: { id },
    select: { incidentId: true, role: true },
  })
  if (!ended || (await tx.roleAssignment.count({ where: { ...ended, relinquishedAt: null } })) > 0) return
  await tx.roleAssignment.update({ where: { id }, data: { relinquishedAt: null } })
}

const HolderRow = z.object({
  id: z.string(),
  role: z.string(),
  userId: z.string(),
  assignedBy: z.string(),
  assumedAt: instantColumn,
  acknowledgedAt: instantColumn.nullable(),
})

export const rolePart = statePart({
  /** The current role holders. */
  roles: querySlice(
    HolderRow,
    (incidentId) => Prisma.sql`
      SELECT id, role, "userId", "assignedBy", "assumedAt", "acknowledgedAt" FROM "RoleAssignment"
      WHERE "incidentId" = ${incidentId}::uuid AND "relinquishedAt" IS NULL ORDER BY "assumedAt", id`,
    ['userId'],
  ),
})

/** The assignment that this one ended, if any. */
export async function findFormerHolder(tx: Tx, incidentId: string, { id, role, assumedAt }: RoleHolder) {
  return await tx.roleAssignment.findFirst({
    where: { incidentId, role, relinquishedAt: assumedAt, id: { not: id } },
    orderBy: { assumedAt: 'desc' },
    select: { id: true, userId: true },
  })
}

/** All role assignments in the order they were assumed, for the post-mortem. */
export async function roleHistory(tx: Tx, incidentId: string) {
  return await tx.roleAssignment.findMany({
    where: { incidentId },
    orderBy: { assumedAt: 'asc' },
    select: { role: true, userId: true, assignedBy: true, assumedAt: true, relinquishedAt: true },
  })
}

/** A current or former member of the incident's channel. */
export async function memberOf(tx: Tx, incidentId: string, userId: string) {
  return await tx.channelMember.findUnique({
    where: { incidentId_userId: { incidentId, userId } },
    select: { joinedAt: true, leftAt: true, caughtUpAt: true },
  })
}

/** More facts than anybody would read. */
const maxHandoverFacts = 50

/** Loads what a hand-over or catch-up needs beyond the incident's state, which is loaded for every input. */
export async function findWork(tx: Tx, { incident }: Pick<IncidentState, 'incident'>): Promise<HandoverContext> {
  const { id: incidentId, declaredAt } = incident
  const impact = await tx.impactFact.findMany({
    where: { incidentId },
    orderBy: { name: 'asc' },
    take: maxHandoverFacts,
  })
  return { statusSince: (await findLastStatusChangeAt(tx, incidentId)) ?? declaredAt, impact }
}

/** When the status last changed. Every status change is an entry, and the declaration is the first. */
async function findLastStatusChangeAt(tx: Tx, incidentId: string): Promise<Date | undefined> {
  const step = await tx.entry.findFirst({
    where: { incidentId, kind: 'status', state: { not: 'withdrawn' } },
    orderBy: { occurredAt: 'desc' },
    select: { occurredAt: true },
  })
  return step?.occurredAt
}
