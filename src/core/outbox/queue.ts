import { wakeUpChannel } from '../../platform/db/lane-locks.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { laneOf, type Send } from './call.ts'
import type { LiveMessageName } from './rendered.ts'
import { type CallNamed, verbNamed } from './verbs.ts'

/** Where calls wait for the outbox sender. The rows are authoritative; a lost wake-up only costs time. */
export class OutboxQueue {
  readonly #newId: () => string
  readonly #hasOwnLane: (liveMessage: LiveMessageName) => boolean

  constructor(newId: () => string, hasOwnLane: (liveMessage: LiveMessageName) => boolean) {
    this.#newId = newId
    this.#hasOwnLane = hasOwnLane
  }

  /** Appends calls to their lanes, inside the caller's transaction. */
  async enqueue(tx: Tx, sends: readonly Send[], incidentId: string | null, now: Date): Promise<void> {
    if (sends.length === 0) return
    const lanes = [...Map.groupBy(sends, (send) => laneOf(send, this.#hasOwnLane))].map(([name, calls]) => ({
      name,
      calls: calls.map((send, index) => ({
        ...toOutboxRow(send, incidentId, now),
        id: this.#newId(),
        before: calls.length - 1 - index,
      })),
    }))
    await insertLaneBatches(tx, lanes)
  }
}

interface LaneBatch {
  name: string
  /** In order. `before` is the number of calls in this batch that come after the call. */
  calls: (ReturnType<typeof toOutboxRow> & { id: string; before: number })[]
}

/**
 * Numbers are assigned under the lanes' row locks, which last until the transaction ends, so they commit in order.
 * Every transaction locks its lanes in the same order to prevent deadlocks. A live message that already waits to be
 * refreshed will show this change too, so the unique index admits it only once.
 */
async function insertLaneBatches(tx: Tx, lanes: readonly LaneBatch[]): Promise<void> {
  await tx.$executeRaw`
    WITH wanted AS (
      SELECT * FROM json_to_recordset(${JSON.stringify(lanes)}::json) AS w(name text, calls json)
    ), lane AS (
      INSERT INTO "OutboxLane" (name, "lastNumber")
      SELECT name, json_array_length(calls) FROM wanted ORDER BY name
      ON CONFLICT (name) DO UPDATE SET "lastNumber" = "OutboxLane"."lastNumber" + excluded."lastNumber"
      RETURNING id, name, "lastNumber"
    ), inserted AS (
      INSERT INTO "OutboxCall" (id, "laneId", number, "incidentId", call, "liveMessage", "createdAt", "tellUser")
      SELECT c.id, lane.id, lane."lastNumber" - c.before, c."incidentId", c.call, c."liveMessage", c."createdAt", c."tellUser"
      FROM lane JOIN wanted USING (name), json_to_recordset(wanted.calls) AS c(
        id uuid, before bigint, "incidentId" uuid, call jsonb, "liveMessage" text, "createdAt" timestamptz, "tellUser" text)
      ON CONFLICT DO NOTHING
    )
    SELECT pg_notify(${wakeUpChannel}, name) FROM lane`
}

const coalescingKeyOf = <Name extends keyof CallNamed>(
  name: Name,
  call: CallNamed[Name],
  queued: { incidentId: string | null; requester: string | undefined },
): string | null => verbNamed(name).coalesce?.(call, queued) ?? null

function toOutboxRow(send: Send, incidentId: string | null, now: Date) {
  const { to, call, tell } = send
  return {
    incidentId,
    call: { to, call },
    liveMessage: coalescingKeyOf(call.do, call, { incidentId, requester: tell?.person }),
    createdAt: now.toISOString(),
    tellUser: tell?.person ?? null,
  }
}
