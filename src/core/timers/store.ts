import { z } from 'zod'
import type { ChangeHandlers } from '../../platform/db/change-handlers.ts'
import { instantColumn, tableSlice } from '../../platform/db/slice.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import type { TimerChange } from './changes.ts'

/** One thing an incident is to be looked at again for, and when. */
export interface IncidentTimer {
  incidentId: string
  kind: string
  dueAt: Date
}

export const timerChangeHandlers: ChangeHandlers<TimerChange> = {
  'timer.set': async (tx, { incidentId, kind, dueAt }) => {
    if (!dueAt) {
      await tx.timer.deleteMany({ where: { incidentId, kind } })
      return
    }
    await tx.timer.upsert({
      where: { incidentId_kind: { incidentId, kind } },
      create: { incidentId, kind, dueAt },
      update: { dueAt },
    })
  },
}

const TimerRow = z.object({ kind: z.string(), dueAt: instantColumn })

export const timerSlices = { timers: tableSlice('Timer', TimerRow, { orderBy: ['kind'] }) }

const beforeAll: IncidentTimer = {
  incidentId: '00000000-0000-0000-0000-000000000000',
  kind: '',
  dueAt: new Date(0),
}

/** Of the alarms that have gone off by now, the next after this one; those whose incident somebody holds are left out. */
export async function findNextDueTimer(
  tx: Tx,
  now: Date,
  after: IncidentTimer = beforeAll,
): Promise<IncidentTimer | undefined> {
  const [next] = await tx.$queryRaw<IncidentTimer[]>`
    SELECT t."incidentId", t.kind, t."dueAt" FROM "Timer" t JOIN "Incident" i ON i.id = t."incidentId"
    WHERE t."dueAt" <= ${now}
      AND (t."dueAt", t."incidentId", t.kind) > (${after.dueAt}, ${after.incidentId}::uuid, ${after.kind})
    ORDER BY t."dueAt", t."incidentId", t.kind LIMIT 1
    FOR NO KEY UPDATE OF i SKIP LOCKED`
  return next
}

/** Puts an alarm off, unless somebody has set it anew meanwhile. */
export async function postponeTimer(tx: Tx, alarm: IncidentTimer, until: Date): Promise<void> {
  await tx.timer.updateMany({ where: { ...alarm }, data: { dueAt: until } })
}
