import type { Prisma } from '../generated/prisma/client.ts'
import type { Jobs } from '../store/jobs.ts'
import type { Tx } from '../store/transaction.ts'
import { laneOf, type Send } from './call.ts'

/** Where decided calls wait for the courier. Rows are the truth; the jobs only wake it. */
export class DeliveryQueue {
  readonly #jobs: Pick<Jobs, 'wake'>
  readonly #newId: () => string

  constructor(jobs: Pick<Jobs, 'wake'>, newId: () => string) {
    this.#jobs = jobs
    this.#newId = newId
  }

  /** Adds calls behind those already waiting in their lanes, inside the caller's transaction. */
  async enqueue(tx: Tx, sends: readonly Send[], incidentId: string | null, now: Date): Promise<void> {
    const lanes = Map.groupBy(sends, laneOf)
    // Every transaction takes its lanes in the same order, so that two cannot wait for each other.
    for (const name of [...lanes.keys()].sort()) {
      const waiting = lanes.get(name) ?? []
      const lane = await reserve(tx, name, waiting.length)
      const rows = waiting.map((send, index) => ({
        ...row(send, incidentId, now),
        id: this.#newId(),
        laneId: lane.id,
        number: lane.lastNumber - BigInt(waiting.length - 1 - index),
      }))
      // A board already waiting to be refreshed will show this change too: the unique index lets it through once.
      await tx.delivery.createMany({ data: rows, skipDuplicates: true })
      await this.#jobs.wake(tx, 'deliver', { lane: name })
    }
  }
}

/** Numbers are given under the lane's row lock, which lasts until the transaction ends: they commit in order. */
async function reserve(tx: Tx, name: string, count: number): Promise<{ id: bigint; lastNumber: bigint }> {
  return await tx.lane.upsert({
    where: { name },
    create: { name, lastNumber: BigInt(count) },
    update: { lastNumber: { increment: BigInt(count) } },
    select: { id: true, lastNumber: true },
  })
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
