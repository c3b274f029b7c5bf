import { z } from 'zod'
import { instantColumn, tableSlice } from '../../platform/db/slice.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { type Saver, saver } from '../feature/saver.ts'
import { statePart } from '../feature/state-part.ts'
import { timerSet } from './changes.ts'

/** When to look at an incident again, and for which reason. */
const IncidentTimer = z.object({ incidentId: z.string(), kind: z.string(), dueAt: z.date() })
export type IncidentTimer = z.infer<typeof IncidentTimer>

export const timerSavers: Saver[] = [
  saver(timerSet, async (tx, { incidentId, kind, dueAt }) => {
    if (!dueAt) {
      await tx.timer.deleteMany({ where: { incidentId, kind } })
      return
    }
    await tx.timer.upsert({
      where: { incidentId_kind: { incidentId, kind } },
      create: { incidentId, kind, dueAt },
      update: { dueAt },
    })
  }),
]

const TimerRow = z.object({ kind: z.string(), dueAt: instantColumn })

export const timerPart = statePart({ timers: tableSlice('Timer', TimerRow, { orderBy: ['kind'] }) }, ({ timers }) => ({
  timers: new Map(timers.map(({ kind, dueAt }) => [kind, dueAt])),
}))

const earliestTimer: IncidentTimer = {
  incidentId: '00000000-0000-0000-0000-000000000000',
  kind: '',
  dueAt: new Date(0),
}

/** The next due timer in order after `after`. Skips timers whose incident row is locked. */
export async function findNextDueTimer(
  tx: Tx,
  now: Date,
  after: IncidentTimer = earliestTimer,
): Promise<IncidentTimer | undefined> {
  const rows = await tx.$queryRaw`
    SELECT t."incidentId", t.kind, t."dueAt" FROM "Timer" t JOIN "Incident" i ON i.id = t."incidentId"
    WHERE t."dueAt" <= ${now}
      AND (t."dueAt", t."incidentId", t.kind) > (${after.dueAt}, ${after.incidentId}::uuid, ${after.kind})
    ORDER BY t."dueAt", t."incidentId", t.kind LIMIT 1
    FOR NO KEY UPDATE OF i SKIP LOCKED`
  return z.array(IncidentTimer).parse(rows)[0]
}

/** Postpones a timer, unless somebody has set or cleared it in the meantime. */
export async function postponeTimer(tx: Tx, timer: IncidentTimer, until: Date): Promise<void> {
  await tx.timer.updateMany({ where: { ...timer }, data: { dueAt: until } })
}
