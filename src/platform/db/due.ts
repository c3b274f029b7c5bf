import { z } from 'zod'
import type { Tx } from './transaction.ts'

const DueRow = z.object({ due: z.boolean() })
const NextRow = z.object({ next: z.date().nullable() })

/** Whether an outbox lane or a timer is due. */
export async function isAnythingDue(db: Tx, now: Date): Promise<boolean> {
  const rows = await db.$queryRaw`
    SELECT EXISTS (SELECT 1 FROM "Timer" WHERE "dueAt" <= ${now}) OR EXISTS (
      SELECT 1 FROM "OutboxCall" d JOIN "OutboxLane" l ON l.id = d."laneId"
      WHERE d.state IN ('queued', 'sending') AND (l."heldUntil" IS NULL OR l."heldUntil" <= ${now})
    ) AS due`
  return z.array(DueRow).parse(rows)[0]?.due === true
}

/** The earliest time at which a timer or a held outbox lane falls due, or null if there is none. */
export async function nextDueAt(db: Tx, now: Date): Promise<Date | null> {
  const rows = await db.$queryRaw`
    SELECT least((SELECT min("dueAt") FROM "Timer"), (
      SELECT min(l."heldUntil") FROM "OutboxLane" l JOIN "OutboxCall" d ON d."laneId" = l.id
      WHERE d.state IN ('queued', 'sending') AND l."heldUntil" > ${now}
    )) AS next`
  return z.array(NextRow).parse(rows)[0]?.next ?? null
}
