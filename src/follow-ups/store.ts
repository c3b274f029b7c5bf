import { z } from 'zod'
import { type Saver, saver } from '../core/feature/saver.ts'
import { statePart } from '../core/feature/state-part.ts'
import type { Incident } from '../core/incident/model.ts'
import { FollowUpKind, FollowUpState } from '../generated/prisma/client.ts'
import { instantColumn, microsColumn, tableSlice } from '../platform/db/slice.ts'
import type { Tx } from '../platform/db/transaction.ts'
import { dayMs } from '../platform/time/durations.ts'
import { followUpAdded, followUpChanged, followUpReminded, followUpRemoved } from './changes.ts'
import type { OwedFollowUp } from './model.ts'

export const followUpSavers: Saver[] = [
  saver(
    followUpAdded,
    async (tx, { followUp }) => {
      await tx.followUp.create({ data: followUp })
    },
    { names: ({ followUp }) => [followUp.ownerId] },
  ),
  saver(followUpRemoved, async (tx, { id }) => {
    await tx.followUp.deleteMany({ where: { id } })
  }),
  saver(
    followUpChanged,
    async (tx, { id, to }) => {
      await tx.followUp.update({ where: { id }, data: to })
    },
    { names: ({ to }) => [to.ownerId] },
  ),
  saver(followUpReminded, async (tx, { ids, at }) => {
    await tx.followUp.updateMany({
      where: { id: { in: ids } },
      data: { reminders: { increment: 1 }, remindedAt: at },
    })
  }),
]

const FollowUpRow = z.object({
  id: z.string(),
  incidentId: z.string(),
  number: z.int(),
  text: z.string(),
  ownerId: z.string().nullable(),
  owner: z.string().nullable(),
  dueOn: instantColumn.nullable(),
  kind: z.enum(FollowUpKind).nullable(),
  state: z.enum(FollowUpState),
  link: z.string().nullable(),
  channelId: z.string().nullable(),
  messageTs: microsColumn.nullable(),
  threadTs: microsColumn.nullable(),
  createdAt: instantColumn,
  createdBy: z.string(),
  endedAt: instantColumn.nullable(),
  endedBy: z.string().nullable(),
  endedBecause: z.string().nullable(),
  edits: z.int(),
  reminders: z.int(),
  remindedAt: instantColumn.nullable(),
  snoozedUntil: instantColumn.nullable(),
})

export const followUpPart = statePart({
  followUps: tableSlice('FollowUp', FollowUpRow, { orderBy: ['number'], people: ['ownerId', 'endedBy'] }),
})

const LockedFollowUp = z.object({ id: z.string() })

/**
 * The follow-ups of these people across all incidents of the workspace, so that each person gets one message. Includes
 * those due tomorrow in UTC, which is today already in some zones; the caller checks each owner's clock. Leaves out
 * people who have left, and private incidents whose channel the owner is not in. Locks the rows: two timers that fire
 * at once would otherwise both remind of the same follow-up.
 */
export async function lockOwedFollowUps(
  tx: Tx,
  incident: Pick<Incident, 'id' | 'workspaceId'>,
  people: readonly string[],
  now: Date,
): Promise<Map<string, OwedFollowUp[]>> {
  if (people.length === 0) return new Map()
  const rows = await tx.$queryRaw`
    SELECT f.id FROM "FollowUp" f
    JOIN "Incident" i ON i.id = f."incidentId"
    LEFT JOIN "Person" p ON p.id = f."ownerId"
    WHERE f."ownerId" = ANY(${people}) AND f.state IN ('open', 'in_progress') AND f."dueOn" <= ${new Date(now.getTime() + dayMs)}::date
      AND i."workspaceId" = ${incident.workspaceId} AND i.status <> 'cancelled' AND p.gone IS NOT TRUE
      AND (NOT i.private OR EXISTS (SELECT 1 FROM "ChannelMember" m
        WHERE m."incidentId" = i.id AND m."userId" = f."ownerId" AND m."leftAt" IS NULL))
    ORDER BY f.id FOR UPDATE OF f`
  const followUps = await tx.followUp.findMany({
    where: {
      id: {
        in: z
          .array(LockedFollowUp)
          .parse(rows)
          .map(({ id }) => id),
      },
    },
    orderBy: [{ dueOn: 'asc' }, { createdAt: 'asc' }],
  })
  const incidents = await tx.incident.findMany({
    where: { id: { in: followUps.map(({ incidentId }) => incidentId) } },
    select: { id: true, number: true, title: true, severity: true, channelId: true, mode: true, zone: true },
  })
  const owed = followUps.flatMap((followUp) => {
    const from = incidents.find(({ id }) => id === followUp.incidentId)
    return from ? [{ followUp, incident: from }] : []
  })
  return Map.groupBy(owed, ({ followUp }) => followUp.ownerId ?? '')
}
