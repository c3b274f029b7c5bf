import { z } from 'zod'
import type { TimelineChange } from '../../core/record/changes.ts'
import type { Attachment, Entry, RecordedAction, Recurrence, SeenMessage } from '../../core/record/model.ts'
import { ActionResult, Prisma } from '../../generated/prisma/client.ts'
import type { ChangeHandlers } from '../../platform/db/change-handlers.ts'
import { knownNames } from '../../platform/db/people.ts'
import { instantColumn, microsColumn, querySlice } from '../../platform/db/slice.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import type { MessageContext } from '../capture/capture.ts'
import { namedIn } from '../capture/message-text.ts'

export const timelineChangeHandlers: ChangeHandlers<TimelineChange> = {
  'entry.added': async (tx, { entry: { attachments = [], ...entry } }) => {
    await tx.entry.create({ data: { ...entry, attachments: toAttachmentsJson(attachments) } })
  },
  'entry.kind': async (tx, { entryId, kind, state, recorderId }) => {
    await tx.entry.update({ where: { id: entryId }, data: { kind, state, recorderId, stateEditedAt: null } })
  },
  'entry.withdrawn': async (tx, { entryId }) => {
    await tx.entry.update({ where: { id: entryId }, data: { state: 'withdrawn' } })
  },
  'entry.completed': async (tx, { type: _, entryId, attachments, ...known }) => {
    await tx.entry.update({
      where: { id: entryId },
      data: { ...known, attachments: toAttachmentsJson(attachments) },
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
  'entry.revised': async (tx, { id, entryId, text, previous, by, at, raw, ...given }) => {
    const before = given.previousAttachments && {
      previousAttachments: toAttachmentsJson(given.previousAttachments),
    }
    const now = given.attachments && { attachments: toAttachmentsJson(given.attachments) }
    await tx.entryRevision.create({ data: { id, entryId, previous, by, at, ...before } })
    await tx.entry.update({
      where: { id: entryId },
      data: { text, ...(raw !== undefined && { raw }), ...now },
    })
  },
  'entry.attachments': async (tx, { entryId, attachments }) => {
    await tx.entry.update({ where: { id: entryId }, data: { attachments: toAttachmentsJson(attachments) } })
  },
  'entry.retimed': async (tx, { id, entryId, occurredAt, previously, text, by, at }) => {
    await tx.entryRevision.create({
      data: { id, entryId, previous: text, previousAt: previously, by, at },
    })
    await tx.entry.update({ where: { id: entryId }, data: { occurredAt } })
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
  'seen.edited': async (tx, { incidentId, message: { content, ...message }, changedTs }) => {
    const { channelId, ts } = message
    const now = { ...message, content: toAttachmentsJson(content), changedTs }
    await tx.seenMessage.upsert({
      where: { channelId_ts: { channelId, ts } },
      create: { ...now, incidentId },
      update: now,
    })
  },
  'seen.deleted': async (tx, { incidentId, channelId, ts, at }) => {
    // A deletion may come before its message: it is remembered by a row that says nothing yet.
    await tx.seenMessage.upsert({
      where: { channelId_ts: { channelId, ts } },
      create: { channelId, ts, incidentId, text: '', isTalk: false, deletedAt: at },
      update: { deletedAt: at },
    })
  },
  'picture.found': async (tx, { picture }) => {
    await tx.picture.createMany({ data: [picture], skipDuplicates: true })
  },
  'picture.kept': async (tx, { id, bytes, at }) => {
    const copy = { bytes, size: bytes.length, copiedAt: at }
    await tx.picture.updateMany({ where: { id, state: 'wanted' }, data: { state: 'kept', ...copy } })
  },
  'picture.refused': async (tx, { id }) => {
    await tx.picture.updateMany({ where: { id, state: 'wanted' }, data: { state: 'refused' } })
  },
  'label.known': async (tx, { id, name, at: fetchedAt }) => {
    await tx.label.upsert({ where: { id }, create: { id, name, fetchedAt }, update: { name, fetchedAt } })
  },
}

const toAttachmentsJson = (attachments: Attachment[]): Prisma.InputJsonArray =>
  attachments as unknown as Prisma.InputJsonArray
const attachmentsOf = (stored: unknown): Attachment[] => stored as Attachment[]

const entryColumns = {
  id: true,
  kind: true,
  category: true,
  state: true,
  text: true,
  raw: true,
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
  result: true,
  resultAt: true,
  resultBy: true,
  resultNote: true,
  textEditedAt: true,
  stateEditedAt: true,
} satisfies Prisma.EntrySelect

/** What is stored about one message: its reactions, its entry, its words, and the names in it. */
export async function loadMessageContext(
  tx: Tx,
  incidentId: string,
  channelId: string,
  ts: bigint,
  also: Pick<SeenMessage, 'text' | 'content' | 'authorId'> | null = null,
): Promise<MessageContext> {
  const reactions = await tx.reaction.findMany({ where: { channelId, messageTs: ts } })
  const entry = await tx.entry.findUnique({
    where: { incidentId_channelId_messageTs: { incidentId, channelId, messageTs: ts } },
    select: entryColumns,
  })
  const row = await tx.seenMessage.findUnique({ where: { channelId_ts: { channelId, ts } } })
  const answers = await tx.challenge.count({ where: { incidentId, replyTs: ts, incident: { channelId } } })
  const seen = row && !isOnlyDeleted(row) ? { ...row, content: attachmentsOf(row.content) } : null
  return {
    reactions,
    entry: entry && { ...entry, attachments: attachmentsOf(entry.attachments) },
    seen,
    deletedAt: row?.deletedAt ?? null,
    answersChallenge: answers > 0,
    names: await knownNames(tx, [seen, also].flatMap(idsIn)),
  }
}

/** A message of which no more is known than that it was deleted: everything anybody says has an author. */
const isOnlyDeleted = ({ authorId, deletedAt, changedTs }: Prisma.SeenMessageGetPayload<object>): boolean =>
  deletedAt !== null && authorId === null && changedTs === null

const idsIn = (said: Pick<SeenMessage, 'text' | 'content' | 'authorId'> | null): string[] =>
  said ? [...namedIn(said), ...(said.authorId ? [said.authorId] : [])] : []

/** The timeline in its order: when it happened, then Slack's own order, never the order of arrival. */
export async function loadTimelineEntries(tx: Tx, incidentId: string): Promise<Entry[]> {
  const entries = await tx.entry.findMany({
    where: { incidentId, state: { not: 'withdrawn' } },
    orderBy: [{ occurredAt: 'asc' }, { messageTs: 'asc' }, { recordedAt: 'asc' }, { id: 'asc' }],
    select: entryColumns,
  })
  return entries.map((entry) => ({ ...entry, attachments: attachmentsOf(entry.attachments) }))
}

/** How much the pictures of an incident take, in bytes. */
export async function sizeOfPictures(tx: Tx, incidentId: string): Promise<number> {
  const { _sum } = await tx.picture.aggregate({ where: { incidentId, state: 'kept' }, _sum: { size: true } })
  return _sum.size ?? 0
}

/** How many actions and recurrences decisions look back on; the timeline has them all. */
const maxRecentActions = 100
/** In characters: what an entry says, as far as a line about it holds. */
const maxSlicedTextLength = 300

const ActionOrRecurrenceRow = z.object({
  kind: z.enum(['action', 'recurrence']),
  entryId: z.string(),
  text: z.string(),
  at: instantColumn,
  recordedAt: instantColumn,
  by: z.string().nullable(),
  recordedBy: z.string(),
  result: z.enum(ActionResult).nullable(),
  resultAt: instantColumn.nullable(),
  channelId: z.string().nullable(),
  messageTs: microsColumn.nullable(),
  threadTs: microsColumn.nullable(),
})

export const timelineSlices = {
  /** The newest first. */
  actionsAndRecurrences: querySlice(
    ActionOrRecurrenceRow,
    (incidentId) => Prisma.sql`
      SELECT id AS "entryId", kind, left(text, ${maxSlicedTextLength}::int) AS text, "occurredAt" AS at, "recordedAt",
        "authorId" AS by, "recorderId" AS "recordedBy", result, "resultAt",
        "channelId", "messageTs", "threadTs"
      FROM "Entry"
      WHERE "incidentId" = ${incidentId}::uuid AND kind IN ('action', 'recurrence') AND state = 'shown'
      ORDER BY "occurredAt" DESC, "recordedAt" DESC LIMIT ${maxRecentActions}::int`,
    ['by'],
  ),
  /** When a person last wrote. */
  talk: querySlice(
    z.object({ lastTs: microsColumn.nullable() }),
    (incidentId) => Prisma.sql`
      SELECT max(ts) AS "lastTs" FROM "SeenMessage" WHERE "incidentId" = ${incidentId}::uuid AND "isTalk"`,
  ),
  /** What stakeholders were last told, as far as a line holds. */
  updates: querySlice(
    z.object({ at: instantColumn, text: z.string() }),
    (incidentId) => Prisma.sql`
      SELECT "occurredAt" AS at, left(text, ${maxSlicedTextLength}::int) AS text FROM "Entry"
      WHERE "incidentId" = ${incidentId}::uuid AND kind = 'update' AND state <> 'withdrawn'
      ORDER BY "occurredAt" DESC, "recordedAt" DESC LIMIT 1`,
  ),
}

/** The oldest first. */
export function splitActions(rows: readonly z.infer<typeof ActionOrRecurrenceRow>[]): {
  actions: RecordedAction[]
  recurrences: Recurrence[]
} {
  const oldestFirst = rows.toReversed()
  return {
    actions: oldestFirst.flatMap(({ kind, ...action }) => (kind === 'action' ? [action] : [])),
    recurrences: oldestFirst.flatMap(({ kind, result: _, resultAt: __, ...recurrence }) =>
      kind === 'recurrence' ? [recurrence] : [],
    ),
  }
}

/** Messages seen serve capture during the response; after it they are of no use. */
export async function forgetSeen(tx: Tx, closedBefore: Date): Promise<void> {
  await tx.seenMessage.deleteMany({ where: { incident: { closedAt: { lt: closedBefore } } } })
}
