import { setImmediate as turn } from 'node:timers/promises'
import { z } from 'zod'
import type { MessagePosted } from '../../core/input.ts'
import type { SeenMessage } from '../../core/record/model.ts'
import type { IngestResult } from '../../core/router/message-followup.ts'
import { microsColumn } from '../../platform/db/slice.ts'
import type { Autocommit, Tx } from '../../platform/db/transaction.ts'

interface PendingMessage {
  spoke: MessagePosted
  resolve(heard: IngestResult): void
  reject(error: unknown): void
}

/** Messages per statement. */
const maxIngestBatchSize = 500

/**
 * Stores the messages of open incidents, so that a reaction needs no call to Slack. The next batch gathers while one is
 * written: a busy channel costs few statements and a quiet one no delay. `take` resolves once its own message has
 * committed.
 */
export class MessageIngest {
  readonly #autocommit: Autocommit
  readonly #isUnavailable: (error: unknown) => boolean
  readonly #repliedKinds: readonly string[]
  #waiting: PendingMessage[] = []
  #flushing: Promise<void> | undefined

  /** `repliedKinds` are the kinds of live message whose threads are listened to. */
  constructor(autocommit: Autocommit, isUnavailable: (error: unknown) => boolean, repliedKinds: readonly string[]) {
    this.#autocommit = autocommit
    this.#isUnavailable = isUnavailable
    this.#repliedKinds = repliedKinds
  }

  async take(spoke: MessagePosted): Promise<IngestResult> {
    const heard = await new Promise<IngestResult>((resolve, reject) => {
      this.#waiting.push({ spoke, resolve, reject })
      this.#flushing ??= this.#flush()
    })
    return heard
  }

  async #flush(): Promise<void> {
    while (this.#waiting.length > 0) {
      // What arrives in the same turn of the event loop joins the batch.
      await turn()
      const batch = this.#waiting.splice(0, maxIngestBatchSize)
      await this.#store(batch)
    }
    this.#flushing = undefined
  }

  async #store(batch: readonly PendingMessage[]): Promise<void> {
    try {
      const messages = batch.map(({ spoke: { message, incidentId } }) => ({ ...message, incidentId }))
      const heard = await this.#autocommit((db) => keepMessages(db, messages, this.#repliedKinds))
      for (const [index, waiting] of batch.entries()) waiting.resolve(heard[index] ?? {})
    } catch (error) {
      // Retry one by one, so that a message that cannot be stored does not fail the others.
      if (batch.length > 1 && !this.#isUnavailable(error)) for (const one of batch) await this.#store([one])
      else for (const waiting of batch) waiting.reject(error)
    }
  }
}

/** A message; `incidentId` is set if it was read for an incident rather than received in an open incident's channel. */
type MessageToKeep = SeenMessage & { incidentId?: string | undefined }

/**
 * Stores each message of an open incident once. The results are in the order of `messages`. The one statement that writes
 * comes last: what fails before it leaves nothing, so no transaction is needed.
 */
async function keepMessages(
  db: Tx,
  messages: readonly MessageToKeep[],
  repliedKinds: readonly string[],
): Promise<IngestResult[]> {
  const threads = [...new Set(messages.flatMap(({ threadTs, isTalk }) => (threadTs && isTalk ? [threadTs] : [])))]
  const listened = threads.length === 0 ? [] : await findLiveMessageThreads(db, threads, repliedKinds)
  const replies: IngestResult[] = []
  for (const message of messages) replies.push(await detectReply(db, message, listened))
  const awaited = new Set((await insertSeenMessages(db, messages)).map(toSeenMessageKey))
  return messages.map((message, index) => ({
    ...replies[index],
    ...(awaited.has(toSeenMessageKey(message)) && { isAwaited: true }),
  }))
}

const toSeenMessageKey = ({ channelId, ts }: Pick<SeenMessage, 'channelId' | 'ts'>): string => `${channelId} ${ts}`

const AwaitedMessage = z.object({ channelId: z.string(), ts: microsColumn })

/**
 * Stores the messages in one statement and returns those that were captured but still lack text. A row that only
 * recorded a deletion is filled in.
 */
async function insertSeenMessages(
  tx: Tx,
  messages: readonly MessageToKeep[],
): Promise<Pick<SeenMessage, 'channelId' | 'ts'>[]> {
  const toKeep = JSON.stringify(
    messages.map((message) => ({
      ...message,
      ts: String(message.ts),
      // The edit comes as an input of its own, which revises what was captured before it.
      editedTs: null,
      threadTs: message.threadTs === null ? null : String(message.threadTs),
    })),
  )
  const awaited = await tx.$queryRaw`
    WITH heard AS (
      INSERT INTO "SeenMessage"
        ("channelId", ts, "incidentId", "threadTs", "authorId", "authorName", text, content, "isTalk")
      SELECT DISTINCT ON (m."channelId", m.ts)
        m."channelId", m.ts, COALESCE(m."incidentId", i.id), m."threadTs", m."authorId", m."authorName", m.text, m.content, m."isTalk"
      FROM jsonb_to_recordset(${toKeep}::jsonb) AS m(
        "channelId" text, ts bigint, "threadTs" bigint, "authorId" text, "authorName" text, text text,
        content jsonb, "isTalk" boolean, "incidentId" uuid)
      LEFT JOIN "Incident" i ON m."incidentId" IS NULL AND i."channelId" = m."channelId"
        AND i.status NOT IN ('closed', 'cancelled')
      WHERE COALESCE(m."incidentId", i.id) IS NOT NULL
      ORDER BY m."channelId", m.ts, i.number DESC
      ON CONFLICT ("channelId", ts) DO UPDATE SET "threadTs" = EXCLUDED."threadTs",
        "authorId" = EXCLUDED."authorId", "authorName" = EXCLUDED."authorName", text = EXCLUDED.text,
        content = EXCLUDED.content, "isTalk" = EXCLUDED."isTalk"
      WHERE "SeenMessage"."authorId" IS NULL AND "SeenMessage"."changedTs" IS NULL
        AND "SeenMessage"."deletedAt" IS NOT NULL
      RETURNING "incidentId", "channelId", ts)
    SELECT h."channelId", h.ts FROM heard h
    WHERE EXISTS (SELECT FROM "Entry" e WHERE e."incidentId" = h."incidentId" AND e."channelId" = h."channelId"
        AND e."messageTs" = h.ts AND e.captured AND e.raw IS NULL)
      OR EXISTS (SELECT FROM "FollowUp" f WHERE f."incidentId" = h."incidentId" AND f."channelId" = h."channelId"
        AND f."messageTs" = h.ts AND f.text = '')`
  return z.array(AwaitedMessage).parse(awaited)
}

interface LiveMessageThread {
  incidentId: string
  name: string
  channelId: string
  messageTs: bigint
}

const findLiveMessageThreads = (tx: Tx, threads: bigint[], kinds: readonly string[]): Promise<LiveMessageThread[]> =>
  tx.liveMessage.findMany({
    where: { messageTs: { in: threads }, OR: kinds.map((kind) => ({ name: { startsWith: `${kind}:` } })) },
  })

async function detectReply(
  tx: Tx,
  message: SeenMessage,
  listened: readonly LiveMessageThread[],
): Promise<IngestResult> {
  const { channelId, ts: messageTs, threadTs, isTalk } = message
  const thread = listened.find((found) => isTalk && found.channelId === channelId && found.messageTs === threadTs)
  if (!thread) return {}
  const { incidentId, name: liveMessage } = thread
  const isEntry = (await tx.entry.count({ where: { incidentId, channelId, messageTs } })) > 0
  return { repliesTo: { incidentId, liveMessage, isEntry } }
}
