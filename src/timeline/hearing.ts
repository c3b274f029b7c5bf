import type { Transact, Tx } from '../store/transaction.ts'
import type { Spoke } from '../dispatch/input.ts'
import type { SeenMessage } from './model.ts'

/** What a message turned out to be part of: the thread of a challenge, and of which incident. */
export interface Heard {
  challenge?: { incidentId: string; number: number; isEntry: boolean }
}

interface Waiting {
  spoke: Spoke
  resolve(heard: Heard): void
  reject(error: unknown): void
}

/** How many messages one statement takes. */
const largestBatch = 500

/**
 * Keeps the messages of open incidents, so that a reaction needs no call to Slack. While one batch commits, the
 * next gathers: a busy channel costs few transactions, a quiet one no delay. Each caller is answered after the
 * commit of its own message.
 */
export class Hearing {
  readonly #transact: Transact
  #waiting: Waiting[] = []
  #flushing: Promise<void> | undefined

  constructor(transact: Transact) {
    this.#transact = transact
  }

  async take(spoke: Spoke): Promise<Heard> {
    const heard = await new Promise<Heard>((resolve, reject) => {
      this.#waiting.push({ spoke, resolve, reject })
      this.#flushing ??= this.#flush()
    })
    return heard
  }

  async #flush(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, largestBatch)
      try {
        const heard = await this.#transact((tx) => keep(tx, batch.map((waiting) => waiting.spoke)))
        batch.forEach((waiting, index) => waiting.resolve(heard[index] ?? {}))
      } catch (error) {
        for (const waiting of batch) waiting.reject(error)
      }
    }
    this.#flushing = undefined
  }
}

async function keep(tx: Tx, batch: readonly Spoke[]): Promise<Heard[]> {
  const messages = batch.map(({ message }) => message)
  const rows = JSON.stringify(
    messages.map((message) => ({
      ...message,
      ts: String(message.ts),
      threadTs: message.threadTs === null ? null : String(message.threadTs),
    })),
  )
  await tx.$executeRaw`
    INSERT INTO "SeenMessage" ("channelId", ts, "incidentId", "threadTs", "authorId", "authorName", text, content, "byPerson")
    SELECT m."channelId", m.ts, i.id, m."threadTs", m."authorId", m."authorName", m.text, m.content, m."byPerson"
    FROM jsonb_to_recordset(${rows}::jsonb) AS m(
      "channelId" text, ts bigint, "threadTs" bigint, "authorId" text, "authorName" text, text text,
      content jsonb, "byPerson" boolean)
    JOIN "Incident" i ON i."channelId" = m."channelId" AND i.status NOT IN ('closed', 'cancelled')
    ON CONFLICT ("channelId", ts) DO NOTHING`
  const threads = [...new Set(messages.flatMap(({ threadTs, byPerson }) => (threadTs && byPerson ? [threadTs] : [])))]
  if (threads.length === 0) return batch.map(() => ({}))
  const boards = await tx.board.findMany({ where: { messageTs: { in: threads }, name: { startsWith: 'challenge:' } } })
  return await Promise.all(messages.map((message) => repliesTo(tx, message, boards)))
}

async function repliesTo(tx: Tx, message: SeenMessage, boards: readonly Board[]): Promise<Heard> {
  const { channelId, ts: messageTs, threadTs, byPerson } = message
  const board = boards.find((found) => byPerson && found.channelId === channelId && found.messageTs === threadTs)
  if (!board) return {}
  const { incidentId } = board
  const isEntry = (await tx.entry.count({ where: { incidentId, channelId, messageTs } })) > 0
  return { challenge: { incidentId, number: Number(board.name.split(':')[1]), isEntry } }
}

interface Board {
  incidentId: string
  name: string
  channelId: string
  messageTs: bigint
}
