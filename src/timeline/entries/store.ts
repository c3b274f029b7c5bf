import { z } from 'zod'
import { type Saver, saver } from '../../core/feature/saver.ts'
import { statePart } from '../../core/feature/state-part.ts'
import {
  attachmentsChanged,
  entryAdded,
  entryCompleted,
  entryDeletedInSlack,
  entryPosted,
  entryReclassified,
  entryRetimed,
  entryRevised,
  entryWithdrawn,
  labelFetched,
  pictureFound,
  pictureKept,
  pictureRefused,
  reactionNoted,
  seenMessageDeleted,
  seenMessageEdited,
} from '../../core/record/changes.ts'
import {
  type Attachment,
  type Entry,
  entryKinds,
  instantOf,
  type RecordedAction,
  type Recurrence,
  type SeenMessage,
} from '../../core/record/model.ts'
import { ActionResult, EntryState, LessonCategory, Prisma } from '../../generated/prisma/client.ts'
import { knownNames } from '../../platform/db/people.ts'
import { instantColumn, loadSlices, microsColumn, parseSlices, querySlice } from '../../platform/db/slice.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import type { MessageContext } from '../capture/capture.ts'
import { findUnlabelledMentions } from '../capture/message-text.ts'

export const timelineSavers: Saver[] = [
  saver(entryAdded, async (tx, { entry: { attachments = [], ...entry } }) => {
    await tx.entry.create({ data: { ...entry, attachments: toAttachmentsJson(attachments) } })
  }),
  saver(entryReclassified, async (tx, { entryId, kind, state, recorderId }) => {
    await tx.entry.update({ where: { id: entryId }, data: { kind, state, recorderId, stateEditedAt: null } })
  }),
  saver(entryWithdrawn, async (tx, { entryId }) => {
    await tx.entry.update({ where: { id: entryId }, data: { state: 'withdrawn' } })
  }),
  saver(entryCompleted, async (tx, { type: _, entryId, attachments, ...completed }) => {
    await tx.entry.update({
      where: { id: entryId },
      data: { ...completed, attachments: toAttachmentsJson(attachments) },
    })
    await tx.entry.updateMany({ where: { id: entryId, state: 'pending' }, data: { state: 'shown' } })
  }),
  saver(
    entryPosted,
    async (tx, { entryId, channelId, messageTs }) => {
      // Somebody may have captured the bot's message before we knew it belongs to this entry. A message has one entry,
      // so the other one gives it up, before the unique index sees both.
      await tx.$executeRaw`
        UPDATE "Entry" other SET state = 'withdrawn', "channelId" = NULL, "messageTs" = NULL
        FROM "Entry" own WHERE own.id = ${entryId}::uuid AND other."incidentId" = own."incidentId"
          AND other."channelId" = ${channelId} AND other."messageTs" = ${messageTs} AND other.id <> own.id`
      await tx.$executeRaw`
        UPDATE "Entry" SET "channelId" = ${channelId}, "messageTs" = ${messageTs} WHERE id = ${entryId}::uuid`
    },
    { isBookkeeping: true },
  ),
  saver(entryRevised, async (tx, { id, entryId, text, previous, by, at, raw, ...change }) => {
    const before = change.previousAttachments && {
      previousAttachments: toAttachmentsJson(change.previousAttachments),
    }
    const now = change.attachments && { attachments: toAttachmentsJson(change.attachments) }
    await tx.entryRevision.create({ data: { id, entryId, previous, by, at, ...before } })
    await tx.entry.update({
      where: { id: entryId },
      data: { text, ...(raw !== undefined && { raw }), ...now },
    })
  }),
  saver(attachmentsChanged, async (tx, { entryId, attachments }) => {
    await tx.entry.update({ where: { id: entryId }, data: { attachments: toAttachmentsJson(attachments) } })
  }),
  saver(entryRetimed, async (tx, { id, entryId, occurredAt, previously, text, by, at }) => {
    await tx.entryRevision.create({
      data: { id, entryId, previous: text, previousAt: previously, by, at },
    })
    await tx.entry.update({ where: { id: entryId }, data: { occurredAt } })
  }),
  saver(entryDeletedInSlack, async (tx, { entryId, at }) => {
    await tx.entry.update({ where: { id: entryId }, data: { deletedInSlack: at } })
  }),
  saver(
    reactionNoted,
    async (tx, { channelId, messageTs, userId, name, present, eventTs }) => {
      const key = { channelId, messageTs, userId, name }
      await tx.reaction.upsert({
        where: { channelId_messageTs_userId_name: key },
        create: { ...key, present, eventTs },
        update: { present, eventTs },
      })
    },
    { isBookkeeping: true },
  ),
  saver(
    seenMessageEdited,
    async (tx, { incidentId, message: { content, ...message }, changedTs }) => {
      const { channelId, ts } = message
      const now = { ...message, content: toAttachmentsJson(content), changedTs }
      await tx.seenMessage.upsert({
        where: { channelId_ts: { channelId, ts } },
        create: { ...now, incidentId },
        update: now,
      })
    },
    { isBookkeeping: true },
  ),
  saver(
    seenMessageDeleted,
    async (tx, { incidentId, channelId, ts, at }) => {
      // A deletion may arrive before its message; an empty row remembers it.
      await tx.seenMessage.upsert({
        where: { channelId_ts: { channelId, ts } },
        create: { channelId, ts, incidentId, text: '', isTalk: false, deletedAt: at },
        update: { deletedAt: at },
      })
    },
    { isBookkeeping: true },
  ),
  saver(
    pictureFound,
    async (tx, { picture }) => {
      await tx.picture.createMany({ data: [picture], skipDuplicates: true })
    },
    { isBookkeeping: true },
  ),
  saver(
    pictureKept,
    async (tx, { id, bytes, at }) => {
      const copy = { bytes, size: bytes.length, copiedAt: at }
      await tx.picture.updateMany({ where: { id, state: 'wanted' }, data: { state: 'kept', ...copy } })
    },
    { isBookkeeping: true },
  ),
  saver(
    pictureRefused,
    async (tx, { id }) => {
      await tx.picture.updateMany({ where: { id, state: 'wanted' }, data: { state: 'refused' } })
    },
    { isBookkeeping: true },
  ),
  saver(
    labelFetched,
    async (tx, { id, name, at: fetchedAt }) => {
      await tx.label.upsert({ where: { id }, create: { id, name, fetchedAt }, update: { name, fetchedAt } })
    },
    { isBookkeeping: true },
  ),
]

const StoredAttachment: z.ZodType<Attachment> = z.object({
  kind: z.enum(['file', 'link']),
  title: z.string(),
  url: z.string().exactOptional(),
  text: z.string().exactOptional(),
  picture: z.string().exactOptional(),
  file: z
    .object({
      id: z.string(),
      name: z.string(),
      type: z.string(),
      size: z.number().nullable(),
      source: z.string().nullable(),
    })
    .exactOptional(),
  gone: z.literal(true).exactOptional(),
})

const toAttachmentsJson = (attachments: readonly Attachment[]): Prisma.InputJsonArray =>
  attachments.map((attachment) => ({ ...attachment }))
/** Leaves out what another release stored in a form that this one does not know: the entry matters more. */
const attachmentsOf = (stored: unknown): Attachment[] =>
  z
    .array(z.unknown())
    .parse(stored)
    .flatMap((attachment) => StoredAttachment.safeParse(attachment).data ?? [])

const entryColumns = {
  id: true,
  kind: true,
  category: true,
  state: true,
  text: true,
  raw: true,
  data: true,
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

const attachmentsColumn = z.unknown().transform(attachmentsOf)

/** Every column of an entry, in a slice's JSON or as the driver reads it. */
export const EntryRow = z.object({
  id: z.string(),
  kind: z.enum(entryKinds),
  category: z.enum(LessonCategory).nullable(),
  state: z.enum(EntryState),
  text: z.string(),
  raw: z.string().nullable(),
  data: z.unknown(),
  occurredAt: instantColumn,
  recordedAt: instantColumn,
  authorId: z.string().nullable(),
  authorName: z.string().nullable(),
  recorderId: z.string(),
  channelId: z.string().nullable(),
  messageTs: microsColumn.nullable(),
  threadTs: microsColumn.nullable(),
  captured: z.boolean(),
  attachments: attachmentsColumn,
  deletedInSlack: instantColumn.nullable(),
  result: z.enum(ActionResult).nullable(),
  resultAt: instantColumn.nullable(),
  resultBy: z.string().nullable(),
  resultNote: z.string().nullable(),
  textEditedAt: instantColumn.nullable(),
  stateEditedAt: instantColumn.nullable(),
}) satisfies z.ZodType<Entry>

const ReactionToMessage = z.object({
  userId: z.string(),
  name: z.string(),
  present: z.boolean(),
  eventTs: microsColumn,
})

/** What is stored of a message, in a slice's JSON or as the driver reads it. */
export const SeenRow = z.object({
  channelId: z.string(),
  ts: microsColumn,
  threadTs: microsColumn.nullable(),
  authorId: z.string().nullable(),
  authorName: z.string().nullable(),
  text: z.string(),
  content: attachmentsColumn,
  editedTs: microsColumn.nullable(),
  changedTs: microsColumn.nullable(),
  deletedAt: instantColumn.nullable(),
  isTalk: z.boolean(),
})

/** What is stored about one message, so that one statement loads it. */
const messageSlices = (channelId: string, ts: bigint) => ({
  reactions: querySlice(
    ReactionToMessage,
    () => Prisma.sql`SELECT * FROM "Reaction" WHERE "channelId" = ${channelId} AND "messageTs" = ${ts}`,
  ),
  entries: querySlice(
    EntryRow,
    (incidentId) => Prisma.sql`
      SELECT * FROM "Entry"
      WHERE "incidentId" = ${incidentId}::uuid AND "channelId" = ${channelId} AND "messageTs" = ${ts}`,
  ),
  seen: querySlice(
    SeenRow,
    () => Prisma.sql`SELECT * FROM "SeenMessage" WHERE "channelId" = ${channelId} AND ts = ${ts}`,
    ['authorId'],
  ),
})

/** Loads what is stored about one message, with the names that occur in it and in `also`. */
export async function loadMessageContext(
  tx: Tx,
  incidentId: string,
  { channelId, ts }: Pick<SeenMessage, 'channelId' | 'ts'>,
  also: Pick<SeenMessage, 'text' | 'content' | 'authorId'> | null = null,
): Promise<MessageContext> {
  const slices = messageSlices(channelId, ts)
  const loaded = await loadSlices(tx, incidentId, slices, also?.authorId ? [also.authorId] : [])
  const { reactions, entries, seen } = parseSlices(slices, loaded.rows)
  const [row] = seen
  const message = row && !isOnlyDeleted(row) ? row : null
  const people = new Map(loaded.people.map(({ id, name }) => [id, name]))
  const named = [message, also].flatMap((each) => (each ? findUnlabelledMentions(each) : []))
  return {
    reactions,
    entry: entries[0] ?? null,
    seen: message,
    deletedAt: row?.deletedAt ?? null,
    names: new Map([
      ...people,
      ...(await knownNames(
        tx,
        named.filter((id) => !people.has(id)),
      )),
    ]),
  }
}

/** A row that only records a deletion: every real message has an author. */
const isOnlyDeleted = ({ authorId, deletedAt, changedTs }: z.infer<typeof SeenRow>): boolean =>
  deletedAt !== null && authorId === null && changedTs === null

/** The entries shown or pending, by the time they happened, then in Slack's order, never by arrival. */
export async function loadTimelineEntries(tx: Tx, incidentId: string): Promise<Entry[]> {
  const entries = await tx.entry.findMany({
    where: { incidentId, state: { not: 'withdrawn' } },
    orderBy: [{ occurredAt: 'asc' }, { messageTs: 'asc' }, { recordedAt: 'asc' }, { id: 'asc' }],
    select: entryColumns,
  })
  return entries.map((entry) => ({ ...entry, attachments: attachmentsOf(entry.attachments) }))
}

/** The total size of an incident's pictures, in bytes. */
export async function sizeOfPictures(tx: Tx, incidentId: string): Promise<number> {
  const { _sum } = await tx.picture.aggregate({ where: { incidentId, state: 'kept' }, _sum: { size: true } })
  return _sum.size ?? 0
}

/** How many actions and recurrences a decision sees. The timeline has all of them. */
const maxRecentActions = 100
/** How much of an entry's text a decision sees, in characters: enough for a line about it. */
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

export const timelinePart = statePart(
  {
    /** Newest first. */
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
    /** When somebody last posted. */
    talk: querySlice(
      z.object({ lastTs: microsColumn.nullable() }),
      (incidentId) => Prisma.sql`
      SELECT max(ts) AS "lastTs" FROM "SeenMessage" WHERE "incidentId" = ${incidentId}::uuid AND "isTalk"`,
    ),
    /** The latest update to stakeholders. */
    updates: querySlice(
      z.object({ at: instantColumn, text: z.string() }),
      (incidentId) => Prisma.sql`
      SELECT "occurredAt" AS at, left(text, ${maxSlicedTextLength}::int) AS text FROM "Entry"
      WHERE "incidentId" = ${incidentId}::uuid AND kind = 'update' AND state <> 'withdrawn'
      ORDER BY "occurredAt" DESC, "recordedAt" DESC LIMIT 1`,
    ),
  },
  ({ actionsAndRecurrences, talk, updates }) => {
    const lastTs = talk[0]?.lastTs ?? null
    return {
      ...splitActions(actionsAndRecurrences),
      lastSpokeAt: lastTs === null ? null : instantOf(lastTs),
      lastUpdate: updates[0] ?? null,
    }
  },
)

/** Separates actions from recurrences; `rows` are newest first, the results oldest first. */
function splitActions(rows: readonly z.infer<typeof ActionOrRecurrenceRow>[]): {
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

/** Deletes the stored messages of incidents closed before `closedBefore`; they serve capture during the response. */
export async function forgetSeen(tx: Tx, closedBefore: Date): Promise<void> {
  await tx.seenMessage.deleteMany({ where: { incident: { closedAt: { lt: closedBefore } } } })
}
