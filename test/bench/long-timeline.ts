import { randomUUID } from 'node:crypto'
import type { Transact, Tx } from '../../src/platform/db/transaction.ts'

export const began = new Date('2026-03-02T03:00:00.000Z')
const kinds = ['note', 'observation', 'action', 'decision', 'hypothesis', 'recurrence'] as const

/** An incident with a long timeline, and its channel. */
export interface LongTimeline {
  id: string
  channelId: string
  /** Slack's `ts` of the next message. */
  nextTs(): bigint
}

const ordinary = (index: number): string =>
  `message ${index}: error rate on checkout is still climbing, looking at the pool next`

const microseconds = BigInt(began.getTime()) * 1000n
const perMessage = 7_000_000n

/** Creates one of the incidents to compare, which differ only in length. */
export async function writeTimeline(transact: Transact, number: number, length: number): Promise<LongTimeline> {
  const id = randomUUID()
  const channelId = `CINC${number}`
  const incident = { id, workspaceId: 'T1', number, title: `With ${length} entries`, severity: 'SEV2' }
  const declared = { declaredBy: 'UANA', declaredAt: began, channelId, channelName: `inc-${number}` }
  await transact((tx) => tx.incident.create({ data: { ...incident, ...declared } }))
  await fillTimeline(transact, { id, channelId }, length)
  let last = microseconds + BigInt(length) * perMessage
  const nextTs = () => {
    last += perMessage
    return last
  }
  return { id, channelId, nextTs }
}

/** Adds `length` captured messages to an existing incident. */
export async function fillTimeline(
  transact: Transact,
  incident: { id: string; channelId: string },
  length: number,
  textOf = ordinary,
): Promise<void> {
  const name = `incident:${incident.id}:marks`
  const lastNumber = BigInt(length)
  await transact((tx) =>
    tx.outboxLane.upsert({ where: { name }, create: { name, lastNumber }, update: { lastNumber } }),
  )
  for (let from = 0; from < length; from += 1000) {
    const some = Array.from({ length: Math.min(1000, length - from) }, (_, index) => from + index)
    await transact((tx) => writeMessages(tx, incident, some, textOf))
  }
}

/** Stores what captured messages leave: the message, its entry, its reaction, and the outbox call of the bot's mark. */
async function writeMessages(
  tx: Tx,
  { id: incidentId, channelId }: { id: string; channelId: string },
  indexes: readonly number[],
  textOf: (index: number) => string,
): Promise<void> {
  const messages = indexes.map((index) => {
    const ts = microseconds + BigInt(index) * perMessage
    const text = textOf(index)
    return { index, ts, text, at: new Date(Number(ts / 1000n)) }
  })
  await tx.seenMessage.createMany({
    data: messages.map(({ ts, text }) => ({
      channelId,
      ts,
      incidentId,
      authorId: 'UBEN',
      authorName: 'Ben Berg',
      text,
      isTalk: true,
    })),
  })
  await tx.entry.createMany({
    data: messages.map(({ index, ts, text, at }) => ({
      id: randomUUID(),
      incidentId,
      kind: kinds[index % kinds.length] ?? 'note',
      // Every action has a result: a search for one without must not read them all.
      ...(kinds[index % kinds.length] === 'action' && { result: 'worked' as const, resultAt: at }),
      // Some early entries are withdrawn: a search for those must not read everything since.
      ...(index < 20 && { state: 'withdrawn' as const }),
      text,
      occurredAt: at,
      recordedAt: at,
      authorId: 'UBEN',
      authorName: 'Ben Berg',
      recorderId: 'UANA',
      channelId,
      messageTs: ts,
      captured: true,
    })),
  })
  await tx.reaction.createMany({
    data: messages.map(({ ts }) => ({
      channelId,
      messageTs: ts,
      userId: 'UANA',
      name: 'pushpin',
      present: true,
      eventTs: ts + 1_000_000n,
    })),
  })
  const lane = await tx.outboxLane.findUniqueOrThrow({ where: { name: `incident:${incidentId}:marks` } })
  await tx.outboxCall.createMany({
    data: messages.map(({ index, at }) => ({
      id: randomUUID(),
      laneId: lane.id,
      number: BigInt(index + 1),
      incidentId,
      call: { to: { incident: incidentId }, call: { do: 'react', ts: '1.2', name: 'memo' } },
      state: 'sent' as const,
      createdAt: at,
    })),
  })
}
