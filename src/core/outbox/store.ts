import { z } from 'zod'
import type { Tx } from '../../platform/db/transaction.ts'
import { type Saver, saver } from '../feature/saver.ts'
import { type FailureRecipient, parseStoredSend, type Send } from './call.ts'
import { callFailed, callHeld, callSent, liveMessagePlaced } from './changes.ts'
import type { CallCompleted, CallUnreadable } from './outcome.ts'
import type { LiveMessageName } from './rendered.ts'

/** The call at the head of a lane, after its row has been marked *sending*. */
export interface NextOutboxCall {
  id: string
  incidentId: string | null
  send: Send
  /**
   * The row was left *sending* by an attempt that no longer counts (see `isAwaited`), so the call may have happened.
   */
  wasCutOff: boolean
  /** Includes this attempt. */
  attempts: number
  createdAt: Date
  /** When this attempt began, or, if `wasCutOff`, the attempt that was interrupted. */
  attemptedAt: Date
  progress: string | null
  /** Whether other calls waited behind it in its lane when it was taken. */
  hasFollowers: boolean
  /** The incident's channel, if the call goes there and the channel existed in the statement's snapshot. */
  incidentChannelId: string | null
}

const HeadRow = z.object({
  id: z.string(),
  incidentId: z.string().nullable(),
  call: z.unknown(),
  tellUser: z.string().nullable(),
  attempts: z.int(),
  createdAt: z.date(),
  attemptedAt: z.date(),
  progress: z.string().nullable().catch(null),
  wasCutOff: z.boolean(),
  hasFollowers: z.boolean(),
  incidentChannelId: z.string().nullable(),
})

/** A head of a lane that another release queued, in a form that this one does not know: `mismatch` says how it differs. */
export interface UnreadableOutboxCall extends Pick<NextOutboxCall, 'id' | 'incidentId' | 'attempts' | 'hasFollowers'> {
  mismatch: string
  tell?: FailureRecipient
}

/**
 * Marks the call at the head of the lane as *sending* and returns it, unless the lane is held or empty. Locking the
 * lane's row orders this against `enqueue`: if a refresh was not queued because this row was still waiting, its change
 * is committed before the message is rendered.
 *
 * The statement does not see what was committed while it waited for the lock. It therefore takes no row that somebody
 * else took up in the meantime; the next call reads that row as it then is. For the same reason, a channel that was
 * created in the meantime has to be read afterwards (see `channelOf`).
 */
export async function takeNextOutboxCall(
  db: Tx,
  lane: string,
  now: Date,
): Promise<NextOutboxCall | UnreadableOutboxCall | undefined> {
  const rows = await db.$queryRaw`
    WITH free AS MATERIALIZED (
      SELECT id FROM "OutboxLane" WHERE name = ${lane} AND ("heldUntil" IS NULL OR "heldUntil" <= ${now}) FOR UPDATE
    ), waiting AS (
      SELECT d.id, d.number, d.state, d.attempts, d.state = 'sending' AS "wasCutOff"
      FROM free JOIN "OutboxCall" d ON d."laneId" = free.id
      WHERE d.state IN ('queued', 'sending') ORDER BY d.number LIMIT 2
    ), head AS (
      SELECT *, (SELECT count(*) > 1 FROM waiting) AS "hasFollowers" FROM waiting ORDER BY number LIMIT 1
    )
    UPDATE "OutboxCall" d
    SET state = 'sending', attempts = d.attempts + 1,
      "attemptedAt" = CASE WHEN head."wasCutOff" THEN coalesce(d."attemptedAt", ${now}) ELSE ${now} END
    FROM head WHERE d.id = head.id AND d.state = head.state AND d.attempts = head.attempts
    RETURNING d.id, d."incidentId", d.call, d."tellUser", d.attempts, d."createdAt", d."attemptedAt", d.progress,
      head."wasCutOff", head."hasFollowers",
      (SELECT i."channelId" FROM "Incident" i WHERE i.id =
        CASE WHEN d.call->'to'->>'incident' ~* ${idPattern} THEN (d.call->'to'->>'incident')::uuid END
      ) AS "incidentChannelId"`
  const [row] = z.array(HeadRow).parse(rows)
  if (!row) return undefined
  const { call, tellUser, ...head } = row
  const tell = tellUser ? { tell: { person: tellUser } } : {}
  const stored = parseStoredSend(call)
  return 'mismatch' in stored ? { ...head, ...stored, ...tell } : { ...head, send: { ...stored, ...tell } }
}

/** PostgreSQL fails the whole statement if it casts any other text. */
const idPattern = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'

const AttemptRow = z.object({ state: z.string(), attempts: z.int() })

/**
 * Whether the outcome of this attempt still counts: since then the row may have been finished, or taken up by another
 * process. A success always counts while the row is open. Locks the lane, then the row.
 */
export async function isAwaited(
  tx: Tx,
  { outboxCallId, attempts, outcome }: CallCompleted | CallUnreadable,
): Promise<boolean> {
  const rows = await tx.$queryRaw`
    WITH lane AS MATERIALIZED (
      SELECT l.id FROM "OutboxLane" l JOIN "OutboxCall" d ON d."laneId" = l.id WHERE d.id = ${outboxCallId}::uuid FOR UPDATE OF l
    )
    SELECT d.state::text, d.attempts FROM lane JOIN "OutboxCall" d ON d.id = ${outboxCallId}::uuid FOR UPDATE OF d`
  const [row] = z.array(AttemptRow).parse(rows)
  const isOpen = row?.state === 'queued' || row?.state === 'sending'
  return isOpen && (row.attempts === attempts || outcome.kind === 'done')
}

/**
 * Finishes a call that was made, unless its row is finished already, and ends what its lane was held for. As elsewhere,
 * the lane is locked before the row. One statement, which needs no transaction where nothing else follows.
 */
async function finishCall(db: Tx, id: string, at: Date): Promise<void> {
  await db.$executeRaw`
    WITH lane AS MATERIALIZED (
      SELECT l.id FROM "OutboxLane" l JOIN "OutboxCall" d ON d."laneId" = l.id WHERE d.id = ${id}::uuid FOR UPDATE OF l
    ), sent AS (
      UPDATE "OutboxCall" d SET state = 'sent', "finishedAt" = ${at}, error = NULL, call = '{}', progress = NULL
      FROM lane WHERE d.id = ${id}::uuid AND d.state IN ('queued', 'sending') RETURNING d."laneId"
    ) UPDATE "OutboxLane" SET "heldUntil" = NULL FROM sent WHERE id = "laneId" AND "heldUntil" IS NOT NULL`
}

export async function rememberProgress(tx: Tx, id: string, progress: string): Promise<void> {
  await tx.outboxCall.update({ where: { id }, data: { progress } })
}

/** The Slack channel or person that a call goes to; null if its incident has no channel (yet). */
export async function channelOf(
  db: Tx,
  { send: { to }, incidentChannelId }: Pick<NextOutboxCall, 'send' | 'incidentChannelId'>,
): Promise<string | null> {
  if ('channel' in to) return to.channel
  if ('person' in to) return to.person
  if (incidentChannelId) return incidentChannelId
  const incident = await db.incident.findUnique({ where: { id: to.incident }, select: { channelId: true } })
  return incident?.channelId ?? null
}

export async function findLiveMessage(tx: Tx, incidentId: string, name: LiveMessageName) {
  const found = await tx.liveMessage.findUnique({ where: { incidentId_name: { incidentId, name } } })
  return found ? { channelId: found.channelId, ts: found.messageTs } : null
}

/** Where an incident's live messages are posted. */
export async function findLiveMessagesOf(tx: Tx, incidentId: string) {
  return await tx.liveMessage.findMany({
    where: { incidentId },
    select: { name: true, channelId: true, messageTs: true },
  })
}

/** The names of lanes that have something to send and are not held; limited to `name` if it is set. */
export async function readyLanes(tx: Tx, now: Date, name?: string): Promise<string[]> {
  const lanes = await tx.outboxLane.findMany({
    where: {
      ...(name !== undefined && { name }),
      OR: [{ heldUntil: null }, { heldUntil: { lte: now } }],
      calls: { some: { state: { in: ['queued', 'sending'] } } },
    },
    select: { name: true },
    orderBy: { id: 'asc' },
  })
  return lanes.map((lane) => lane.name)
}

/** How many calls wait, and when the oldest of them was queued. */
export async function measureOutboxBacklog(tx: Tx): Promise<{ waiting: number; oldest: Date | null }> {
  const found = await tx.outboxCall.aggregate({
    where: { state: { in: ['queued', 'sending'] } },
    _count: true,
    _min: { createdAt: true },
  })
  return { waiting: found._count, oldest: found._min.createdAt }
}

/** Deletes the rows of calls that succeeded before `before`. */
export async function forgetDelivered(tx: Tx, before: Date): Promise<void> {
  await tx.outboxCall.deleteMany({ where: { state: 'sent', finishedAt: { lt: before } } })
}

export const outboxSavers: Saver[] = [
  saver(callSent, async (tx, { id, at }) => await finishCall(tx, id, at), { isBookkeeping: true }),
  saver(
    callFailed,
    async (tx, { id, error, at }) => {
      const row = await tx.outboxCall.update({
        where: { id },
        data: { state: 'failed', finishedAt: at, error },
        select: { laneId: true },
      })
      await tx.outboxLane.update({ where: { id: row.laneId }, data: { heldUntil: null } })
    },
    { isBookkeeping: true },
  ),
  saver(
    callHeld,
    async (tx, { id, until, lookUp, error }) => {
      if (!lookUp) await dropQueuedDuplicate(tx, id)
      const row = await tx.outboxCall.update({
        where: { id },
        data: { state: lookUp ? 'sending' : 'queued', error },
        select: { laneId: true },
      })
      await tx.outboxLane.update({ where: { id: row.laneId }, data: { heldUntil: until } })
    },
    { isBookkeeping: true },
  ),
  saver(
    liveMessagePlaced,
    async (tx, { incidentId, name, channelId, messageTs }) => {
      await tx.liveMessage.upsert({
        where: { incidentId_name: { incidentId, name } },
        create: { incidentId, name, channelId, messageTs },
        update: { channelId, messageTs },
      })
    },
    { isBookkeeping: true },
  ),
]

/** Drops a later refresh of a call that is queued again: it would show the same, and the unique index forbids both. */
async function dropQueuedDuplicate(tx: Tx, id: string): Promise<void> {
  const row = await tx.outboxCall.findUniqueOrThrow({ where: { id }, select: { laneId: true, liveMessage: true } })
  if (!row.liveMessage) return
  await tx.outboxCall.deleteMany({
    where: { laneId: row.laneId, liveMessage: row.liveMessage, state: 'queued', id: { not: id } },
  })
}
