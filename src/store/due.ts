import type { Tx } from './transaction.ts'

const waiting = { state: { in: ['queued', 'sending'] as ('queued' | 'sending')[] } }

/** How many lanes and alarms could be served now. */
export async function readyCount(tx: Tx, now: Date): Promise<number> {
  const lanes = await tx.lane.count({
    where: { OR: [{ heldUntil: null }, { heldUntil: { lte: now } }], deliveries: { some: waiting } },
  })
  return lanes + (await tx.timer.count({ where: { dueAt: { lte: now } } }))
}

/** The next moment at which something falls due. */
export async function nextDueAt(tx: Tx, now: Date): Promise<Date | null> {
  const timer = await tx.timer.findFirst({ orderBy: { dueAt: 'asc' }, select: { dueAt: true } })
  const lane = await tx.lane.findFirst({
    where: { heldUntil: { gt: now }, deliveries: { some: waiting } },
    orderBy: { heldUntil: 'asc' },
    select: { heldUntil: true },
  })
  const moments = [timer?.dueAt, lane?.heldUntil].filter((at) => at !== undefined && at !== null)
  return moments.length > 0 ? new Date(Math.min(...moments.map((at) => at.getTime()))) : null
}
