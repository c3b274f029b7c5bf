import type { Prisma } from '../generated/prisma/client.ts'
import { mentionedPeople } from '../slack/text.ts'
import { namesOf } from '../store/people.ts'
import type { Savers } from '../store/savers.ts'
import type { Tx } from '../store/transaction.ts'
import type { Known } from './capture.ts'
import type { TimelineChange } from './changes.ts'
import type { Attachment, Entry, SeenMessage } from './model.ts'

export const timelineSavers: Savers<TimelineChange> = {
  'entry.added': async (tx, { entry: { attachments = [], ...entry } }) => {
    await tx.entry.create({ data: { ...entry, attachments: json(attachments) } })
  },
  'entry.kind': async (tx, { entryId, kind, state, recorderId }) => {
    await tx.entry.update({ where: { id: entryId }, data: { kind, state, recorderId } })
  },
  'entry.withdrawn': async (tx, { entryId }) => {
    await tx.entry.update({ where: { id: entryId }, data: { state: 'withdrawn' } })
  },
  'entry.completed': async (tx, { entryId, text, authorId, authorName, attachments }) => {
    await tx.entry.update({
      where: { id: entryId },
      data: { text, authorId, authorName, attachments: json(attachments) },
    })
    await tx.entry.updateMany({ where: { id: entryId, state: 'pending' }, data: { state: 'shown' } })
  },
  'entry.posted': async (tx, { entryId, channelId, messageTs }) => {
    // Somebody marked the line before it was known to be this entry's: one message is one entry, and it is this one.
    const { incidentId } = await tx.entry.findUniqueOrThrow({
      where: { id: entryId },
      select: { incidentId: true },
    })
    await tx.entry.updateMany({
      where: { incidentId, channelId, messageTs, id: { not: entryId } },
      data: { state: 'withdrawn', channelId: null, messageTs: null },
    })
    await tx.entry.update({ where: { id: entryId }, data: { channelId, messageTs } })
  },
  'entry.revised': async (tx, { id, entryId, text, previous, by, at }) => {
    await tx.entryRevision.create({ data: { id, entryId, previous, by, at } })
    await tx.entry.update({ where: { id: entryId }, data: { text } })
  },
  'entry.deleted_in_slack': async (tx, { entryId, at }) => {
    await tx.entry.update({ where: { id: entryId }, data: { deletedInSlack: at } })
  },
  'reaction.noted': async (tx, { channelId, messageTs, userId, name, present, eventTs }) => {
    const key = { channelId, messageTs, userId, name }
    await tx.reaction.upsert({
      where: { channelId_messageTs_userId_name: key },
      create: { ...key, present, eventTs },
      update: { present, eventTs },
    })
  },
  'seen.edited': async (tx, { incidentId, message: { content, ...message } }) => {
    const { channelId, ts, text, editedTs } = message
    await tx.seenMessage.upsert({
      where: { channelId_ts: { channelId, ts } },
      create: { ...message, incidentId, content: json(content) },
      update: { text, content: json(content), editedTs },
    })
  },
  'seen.deleted': async (tx, { channelId, ts, at }) => {
    await tx.seenMessage.updateMany({ where: { channelId, ts }, data: { deletedAt: at } })
  },
}

const json = (attachments: Attachment[]): Prisma.InputJsonArray =>
  attachments as unknown as Prisma.InputJsonArray
const attachmentsOf = (stored: unknown): Attachment[] => stored as Attachment[]

const columns = {
  id: true,
  kind: true,
  category: true,
  state: true,
  text: true,
  occurredAt: true,
  recordedAt: true,
  authorId: true,
  authorName: true,
  recorderId: true,
  channelId: true,
  messageTs: true,
  threadTs: true,
  captured: true,
  attachments: true,
  deletedInSlack: true,
} satisfies Prisma.EntrySelect

/** What is stored about one message: its reactions, its entry, its words, and the names in it. */
export async function knownAbout(tx: Tx, incidentId: string, channelId: string, ts: bigint): Promise<Known> {
  const reactions = await tx.reaction.findMany({ where: { channelId, messageTs: ts } })
  const entry = await tx.entry.findUnique({
    where: { incidentId_channelId_messageTs: { incidentId, channelId, messageTs: ts } },
    select: columns,
  })
  const seen = await tx.seenMessage.findUnique({ where: { channelId_ts: { channelId, ts } } })
  const answers = await tx.challenge.count({ where: { incidentId, replyTs: ts, incident: { channelId } } })
  const people = seen ? [...mentionedPeople(seen.text), ...(seen.authorId ? [seen.authorId] : [])] : []
  return {
    reactions,
    entry: entry && { ...entry, attachments: attachmentsOf(entry.attachments) },
    seen: seen && { ...seen, content: attachmentsOf(seen.content) },
    answersChallenge: answers > 0,
    names: await namesOf(tx, people),
  }
}

export async function findEntry(tx: Tx, id: string): Promise<Entry | null> {
  const entry = await tx.entry.findUnique({ where: { id }, select: columns })
  return entry && { ...entry, attachments: attachmentsOf(entry.attachments) }
}

/** The timeline in its order: when it happened, then Slack's own order, never the order of arrival. */
export async function timelineOf(tx: Tx, incidentId: string): Promise<Entry[]> {
  const entries = await tx.entry.findMany({
    where: { incidentId, state: { not: 'withdrawn' } },
    orderBy: [{ occurredAt: 'asc' }, { messageTs: 'asc' }, { recordedAt: 'asc' }, { id: 'asc' }],
    select: columns,
  })
  return entries.map((entry) => ({ ...entry, attachments: attachmentsOf(entry.attachments) }))
}

/** The words of a captured message as they are now, in Slack's markup. */
export async function seenText(tx: Tx, { channelId, messageTs }: Entry): Promise<string | undefined> {
  if (!channelId || messageTs === null) return undefined
  const where = { channelId_ts: { channelId, ts: messageTs } }
  return (await tx.seenMessage.findUnique({ where, select: { text: true } }))?.text
}

/** When the latest action without a result was taken, and when stakeholders were last told where things stand. */
export async function latestOf(
  tx: Tx,
  incidentId: string,
): Promise<{ lastActionAt: Date | null; lastUpdateAt: Date | null }> {
  const [found] = await tx.$queryRaw<{ lastActionAt: Date | null; lastUpdateAt: Date | null }[]>`
    SELECT
      (SELECT max("occurredAt") FROM "Entry" WHERE "incidentId" = ${incidentId}::uuid AND kind = 'action'
        AND state <> 'withdrawn' AND result IS NULL) AS "lastActionAt",
      (SELECT max("occurredAt") FROM "Entry" WHERE "incidentId" = ${incidentId}::uuid AND kind = 'update'
        AND state <> 'withdrawn') AS "lastUpdateAt"`
  return found ?? { lastActionAt: null, lastUpdateAt: null }
}

/** Messages seen serve capture during the response; after it they are of no use. */
export async function forgetSeen(tx: Tx, closedBefore: Date): Promise<void> {
  await tx.seenMessage.deleteMany({ where: { incident: { closedAt: { lt: closedBefore } } } })
}

/** What a message turned out to be part of: the thread of a challenge, and of which incident. */
export interface Heard {
  challenge?: { incidentId: string; number: number; isEntry: boolean }
}

/** Keeps messages of open incidents' channels, once each, and tells which reply to a challenge. */
export async function keepMessages(tx: Tx, messages: readonly SeenMessage[]): Promise<Heard[]> {
  const rows = JSON.stringify(
    messages.map((message) => ({
      ...message,
      ts: String(message.ts),
      threadTs: message.threadTs === null ? null : String(message.threadTs),
    })),
  )
  await tx.$executeRaw`
    INSERT INTO "SeenMessage" ("channelId", ts, "incidentId", "threadTs", "authorId", "authorName", text, content, "isTalk")
    SELECT m."channelId", m.ts, i.id, m."threadTs", m."authorId", m."authorName", m.text, m.content, m."isTalk"
    FROM jsonb_to_recordset(${rows}::jsonb) AS m(
      "channelId" text, ts bigint, "threadTs" bigint, "authorId" text, "authorName" text, text text,
      content jsonb, "isTalk" boolean)
    JOIN "Incident" i ON i."channelId" = m."channelId" AND i.status NOT IN ('closed', 'cancelled')
    ON CONFLICT ("channelId", ts) DO NOTHING`
  const threads = [
    ...new Set(messages.flatMap(({ threadTs, isTalk }) => (threadTs && isTalk ? [threadTs] : []))),
  ]
  if (threads.length === 0) return messages.map(() => ({}))
  const boards = await tx.board.findMany({
    where: { messageTs: { in: threads }, name: { startsWith: 'challenge:' } },
  })
  return await Promise.all(messages.map((message) => repliesTo(tx, message, boards)))
}

async function repliesTo(tx: Tx, message: SeenMessage, boards: readonly Board[]): Promise<Heard> {
  const { channelId, ts: messageTs, threadTs, isTalk } = message
  const board = boards.find(
    (found) => isTalk && found.channelId === channelId && found.messageTs === threadTs,
  )
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
