import { Prisma } from '../generated/prisma/client.ts'
import type { Savers } from '../store/savers.ts'
import type { Tx } from '../store/transaction.ts'
import type { BoardName, Call, Send, Target } from './call.ts'
import type { DeliveryChange } from './changes.ts'
import type { Answered } from './outcome.ts'

/** The delivery at the head of a lane. */
export interface Head {
  id: string
  incidentId: string | null
  send: Send
  state: 'queued' | 'sending'
  attempts: number
  createdAt: Date
  attemptedAt: Date | null
  progress: string | null
  heldUntil: Date | null
}

/**
 * Locks the lane's row and reads its head. The lock orders this against `enqueue`: a refresh that was left out
 * because this row was still waiting is committed before the board is rendered.
 */
export async function lockHead(tx: Tx, lane: string): Promise<Head | undefined> {
  const [locked] = await tx.$queryRaw<{ id: bigint; heldUntil: Date | null }[]>`
    SELECT id, "heldUntil" FROM "Lane" WHERE name = ${lane} FOR UPDATE`
  if (!locked) return undefined
  const row = await tx.delivery.findFirst({
    where: { laneId: locked.id, state: { in: ['queued', 'sending'] } },
    orderBy: { number: 'asc' },
  })
  if (!row) return undefined
  const { to, call } = row.call as unknown as { to: Target; call: Call }
  const tell = row.tellUser ? { tell: { person: row.tellUser } } : {}
  return {
    id: row.id,
    incidentId: row.incidentId,
    send: { to, call, ...tell },
    state: row.state === 'sending' ? 'sending' : 'queued',
    attempts: row.attempts,
    createdAt: row.createdAt,
    attemptedAt: row.attemptedAt,
    progress: typeof row.progress === 'string' ? row.progress : null,
    heldUntil: locked.heldUntil,
  }
}

export async function markSending(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.delivery.update({
    where: { id },
    data: { state: 'sending', attemptedAt: at, attempts: { increment: 1 } },
  })
}

/** Takes up a row that was left *sending*: whoever left it there is no longer heard (see `isAwaited`). */
export async function takeUp(tx: Tx, id: string): Promise<void> {
  await tx.delivery.update({ where: { id }, data: { attempts: { increment: 1 } } })
}

/**
 * Whether the outcome of this attempt still counts: the row may have been finished, or taken up by another process,
 * since. That a call has happened always counts while the row is open. Locks the lane, then decides.
 */
export async function isAwaited(tx: Tx, { deliveryId, attempts, outcome }: Answered): Promise<boolean> {
  await tx.$queryRaw`
    SELECT l.id FROM "Lane" l JOIN "Delivery" d ON d."laneId" = l.id WHERE d.id = ${deliveryId}::uuid FOR UPDATE OF l`
  const row = await tx.delivery.findUnique({
    where: { id: deliveryId },
    select: { state: true, attempts: true },
  })
  const isOpen = row?.state === 'queued' || row?.state === 'sending'
  return isOpen && (row.attempts === attempts || outcome.kind === 'done')
}

export async function rememberProgress(tx: Tx, id: string, progress: string): Promise<void> {
  await tx.delivery.update({ where: { id }, data: { progress } })
}

/** The Slack channel a target means now; null when the incident has none (yet). */
export async function channelOf(tx: Tx, to: Target): Promise<string | null> {
  if ('channel' in to) return to.channel
  if ('person' in to) return to.person
  const incident = await tx.incident.findUnique({ where: { id: to.incident }, select: { channelId: true } })
  return incident?.channelId ?? null
}

export async function boardAt(tx: Tx, incidentId: string, name: BoardName) {
  const board = await tx.board.findUnique({ where: { incidentId_name: { incidentId, name } } })
  return board ? { channelId: board.channelId, ts: board.messageTs } : null
}

/** Where an incident's boards stand. */
export async function boardsOf(tx: Tx, incidentId: string) {
  return await tx.board.findMany({
    where: { incidentId },
    select: { name: true, channelId: true, messageTs: true },
  })
}

/** Lanes with something to send that are not held; only `name`, if it is given. */
export async function readyLanes(tx: Tx, now: Date, name?: string): Promise<string[]> {
  const lanes = await tx.lane.findMany({
    where: {
      ...(name !== undefined && { name }),
      OR: [{ heldUntil: null }, { heldUntil: { lte: now } }],
      deliveries: { some: { state: { in: ['queued', 'sending'] } } },
    },
    select: { name: true },
    orderBy: { id: 'asc' },
  })
  return lanes.map((lane) => lane.name)
}

/** How many deliveries wait, and since when the oldest does. */
export async function backlog(tx: Tx): Promise<{ waiting: number; oldest: Date | null }> {
  const found = await tx.delivery.aggregate({
    where: { state: { in: ['queued', 'sending'] } },
    _count: true,
    _min: { createdAt: true },
  })
  return { waiting: found._count, oldest: found._min.createdAt }
}

/** Rows of deliveries long done are of no use to anyone. */
export async function forgetDelivered(tx: Tx, before: Date): Promise<void> {
  await tx.delivery.deleteMany({ where: { state: 'sent', finishedAt: { lt: before } } })
}

export const deliverySavers: Savers<DeliveryChange> = {
  'delivery.sent': async (tx, { id, at }) => {
    const data = { state: 'sent', finishedAt: at, error: null, call: {}, progress: Prisma.DbNull } as const
    const row = await tx.delivery.update({ where: { id }, data, select: { laneId: true } })
    await tx.lane.update({ where: { id: row.laneId }, data: { heldUntil: null } })
  },
  'delivery.failed': async (tx, { id, error, at }) => {
    const row = await tx.delivery.update({
      where: { id },
      data: { state: 'failed', finishedAt: at, error },
      select: { laneId: true },
    })
    await tx.lane.update({ where: { id: row.laneId }, data: { heldUntil: null } })
  },
  'delivery.held': async (tx, { id, until, lookUp, error }) => {
    if (!lookUp) await dropTwin(tx, id)
    const row = await tx.delivery.update({
      where: { id },
      data: { state: lookUp ? 'sending' : 'queued', error },
      select: { laneId: true },
    })
    await tx.lane.update({ where: { id: row.laneId }, data: { heldUntil: until } })
  },
  'board.placed': async (tx, { incidentId, name, channelId, messageTs }) => {
    await tx.board.upsert({
      where: { incidentId_name: { incidentId, name } },
      create: { incidentId, name, channelId, messageTs },
      update: { channelId, messageTs },
    })
  },
}

/** A board that waits again shows what a later refresh of it would: that one is not needed, nor allowed by the index. */
async function dropTwin(tx: Tx, id: string): Promise<void> {
  const row = await tx.delivery.findUniqueOrThrow({ where: { id }, select: { laneId: true, board: true } })
  if (!row.board) return
  await tx.delivery.deleteMany({
    where: { laneId: row.laneId, board: row.board, state: 'queued', id: { not: id } },
  })
}
