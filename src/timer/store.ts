import type { Jobs } from '../store/jobs.ts'
import type { Savers } from '../store/savers.ts'
import type { Tx } from '../store/transaction.ts'
import type { TimerChange } from './changes.ts'

/** `jobs` wakes the scanner when an alarm falls due. */
export const timerSavers = (jobs: Pick<Jobs, 'wake'>, now: () => Date): Savers<TimerChange> => ({
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
    await jobs.wake(tx, 'timers', {}, { inMs: Math.max(0, dueAt.getTime() - now().getTime()) })
  },
})

/** Every alarm of the incident, by kind. */
export async function timersOf(tx: Tx, incidentId: string): Promise<Map<string, Date>> {
  const timers = await tx.timer.findMany({ where: { incidentId }, select: { kind: true, dueAt: true } })
  return new Map(timers.map(({ kind, dueAt }) => [kind, dueAt]))
}

/** Alarms that have gone off by now, the longest overdue first. */
export async function dueTimers(
  tx: Tx,
  now: Date,
  most: number,
): Promise<{ incidentId: string; kind: string }[]> {
  return await tx.timer.findMany({ where: { dueAt: { lte: now } }, orderBy: { dueAt: 'asc' }, take: most })
}
