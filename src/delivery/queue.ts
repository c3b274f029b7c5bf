import type { Prisma } from '../generated/prisma/client.ts'
import type { Tx } from '../store/transaction.ts'
import { wakeLanes } from '../store/wake-ups.ts'
import { laneOf, type Send } from './call.ts'

/** Where decided calls wait for the courier. Rows are the truth; wake-ups are hints. */
export class DeliveryQueue {
  readonly #newId: () => string

  constructor(newId: () => string) {
    this.#newId = newId
  }

  /** Adds calls behind those already waiting in their lanes, inside the caller's transaction. */
  async enqueue(tx: Tx, sends: readonly Send[], incidentId: string | null, now: Date): Promise<void> {
    if (sends.length === 0) return
    const waiting = Map.groupBy(sends, laneOf)
    const lanes = await reserve(tx, waiting)
    const rows = lanes.flatMap(({ id: laneId, name, lastNumber }) => {
      const calls = waiting.get(name) ?? []
      return calls.map((send, index) => ({
        ...row(send, incidentId, now),
        id: this.#newId(),
        laneId,
        number: lastNumber - BigInt(calls.length - 1 - index),
      }))
    })
    // A board already waiting to be refreshed will show this change too: the unique index lets it through once.
    await tx.delivery.createMany({ data: rows, skipDuplicates: true })
    await wakeLanes(
      tx,
      lanes.map(({ name }) => name),
    )
  }
}

interface ReservedLane {
  id: bigint
  name: string
  /** The last of the numbers that were given. */
  lastNumber: bigint
}

/**
 * Numbers are given under the lanes' row locks, which last until the transaction ends: they commit in order. Every
 * transaction takes its lanes in the same order, so that two cannot wait for each other.
 */
async function reserve(tx: Tx, waiting: ReadonlyMap<string, readonly Send[]>): Promise<ReservedLane[]> {
  const names = [...waiting.keys()]
  const counts = names.map((name) => waiting.get(name)?.length ?? 0)
  return await tx.$queryRaw<ReservedLane[]>`
    INSERT INTO "Lane" (name, "lastNumber")
    SELECT name, count FROM unnest(${names}::text[], ${counts}::bigint[]) AS wanted(name, count) ORDER BY name
    ON CONFLICT (name) DO UPDATE SET "lastNumber" = "Lane"."lastNumber" + excluded."lastNumber"
    RETURNING id, name, "lastNumber"`
}

/** What need not wait twice: rendered when it is sent, it shows every change until then. */
function boardOf({ call, tell }: Send, incidentId: string | null): string | null {
  if (call.do === 'publish_home') return `home ${call.person}`
  if (call.do === 'set_topic') return `${incidentId} topic`
  // Whoever asked for it is to hear what came of it: theirs does not give way to another's.
  if (call.do === 'canvas') return `${incidentId} canvas ${call.only ?? tell?.person ?? ''}`
  return call.do === 'refresh' ? `${incidentId} ${call.board}` : null
}

function row(send: Send, incidentId: string | null, now: Date) {
  const { to, call, tell } = send
  return {
    incidentId,
    call: { to, call } as unknown as Prisma.InputJsonObject,
    board: boardOf(send, incidentId),
    createdAt: now,
    tellUser: tell?.person ?? null,
  }
}
