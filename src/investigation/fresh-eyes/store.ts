import { z } from 'zod'
import { type Saver, saver } from '../../core/feature/saver.ts'
import { statePart } from '../../core/feature/state-part.ts'
import { instantOf } from '../../core/record/model.ts'
import { BriefState, type Prisma } from '../../generated/prisma/client.ts'
import { findUnlabelledMentionIds } from '../../messages/mrkdwn.ts'
import { instantColumn, tableSlice } from '../../platform/db/slice.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { isId } from '../../platform/is-id.ts'
import type { BriefEntry, BriefSource } from './build.ts'
import {
  briefAgreed,
  briefAnswered,
  briefAsked,
  briefCancelled,
  briefDeclined,
  briefDrafted,
  briefLinesEdited,
  briefMissed,
  briefSent,
} from './changes.ts'
import type { BriefLine } from './model.ts'
import type { PastRecipient } from './recipient.ts'

const StoredBriefLines = z.array(
  z.object({
    entryId: z.string().nullable(),
    at: z.coerce.date().nullable(),
    text: z.string(),
    included: z.boolean(),
    because: z.string().nullable(),
    byHand: z.boolean(),
  }),
)
const briefLinesToJson = (lines: BriefLine[]): Prisma.InputJsonArray =>
  lines.map((line) => ({ ...line, at: line.at?.toISOString() ?? null }))

export const briefSavers: Saver[] = [
  saver(briefAsked, async (tx, { type: _, at: createdAt, ...asked }) => {
    await tx.brief.create({ data: { ...asked, state: 'looking', lines: [], createdAt } })
  }),
  saver(briefDrafted, async (tx, { id, lines, recipientId, goesAt }) => {
    const state = goesAt ? 'preview' : 'consent'
    await tx.brief.update({
      where: { id },
      data: { state, lines: briefLinesToJson(lines), recipientId, goesAt },
    })
  }),
  saver(briefAgreed, async (tx, { id, goesAt }) => {
    await tx.brief.update({ where: { id }, data: { state: 'preview', goesAt } })
  }),
  saver(briefLinesEdited, async (tx, { id, lines, goesAt }) => {
    await tx.brief.update({
      where: { id },
      data: { lines: briefLinesToJson(lines), ...(goesAt && { goesAt }) },
    })
  }),
  saver(briefSent, async (tx, { id, lines, at: sentAt }) => {
    await tx.brief.update({ where: { id }, data: { state: 'sent', lines: briefLinesToJson(lines), sentAt } })
  }),
  saver(briefMissed, async (tx, { id, at: missedAt }) => {
    await tx.brief.update({ where: { id }, data: { missedAt } })
  }),
  saver(briefAnswered, async (tx, { id, answer, at: answeredAt }) => {
    await tx.brief.update({ where: { id }, data: { state: 'answered', answer, answeredAt } })
  }),
  saver(briefDeclined, async (tx, { id, at: answeredAt }) => {
    await tx.brief.update({ where: { id }, data: { state: 'declined', answeredAt } })
  }),
  saver(briefCancelled, async (tx, { id, because }) => {
    await tx.brief.update({ where: { id }, data: { state: 'cancelled', because } })
  }),
]

const BriefRow = z.object({
  id: z.string(),
  state: z.enum(BriefState),
  lines: StoredBriefLines,
  requestedBy: z.string(),
  recipientId: z.string().nullable(),
  challengeId: z.string().nullable(),
  createdAt: instantColumn,
  goesAt: instantColumn.nullable(),
  sentAt: instantColumn.nullable(),
  missedAt: instantColumn.nullable(),
  answeredAt: instantColumn.nullable(),
  answer: z.string().nullable(),
  because: z.string().nullable(),
})

export const briefPart = statePart({
  briefs: tableSlice('Brief', BriefRow, { orderBy: ['createdAt'], people: ['requestedBy', 'recipientId'] }),
})

const briefEntryKinds = ['observation', 'recurrence', 'change', 'action', 'impact', 'note'] as const

/** Loads what a brief is built from: the entries that may describe a symptom or an action, and the impact. */
export async function findBriefSource(tx: Tx, incidentId: string): Promise<BriefSource> {
  const rows = await tx.entry.findMany({
    where: { incidentId, state: 'shown', kind: { in: [...briefEntryKinds] } },
    orderBy: [{ occurredAt: 'asc' }, { messageTs: 'asc' }, { recordedAt: 'asc' }, { id: 'asc' }],
    select: briefEntryColumns,
  })
  const edits = await tx.entryRevision.groupBy({
    by: ['entryId'],
    where: { entry: { incidentId } },
    _max: { at: true },
  })
  const editedAt = new Map(edits.map(({ entryId, _max }) => [entryId, _max.at]))
  const people = await findMentionedNamesAndBots(tx, rows)
  const windows = await tx.impactPeriod.findMany({
    where: { incidentId },
    orderBy: { from: 'asc' },
    select: { from: true, to: true },
  })
  const facts = await tx.impactFact.findMany({ where: { incidentId }, select: { name: true, value: true } })
  return {
    entries: rows.map((row) => toBriefEntry(row, editedAt.get(row.id) ?? null, people.bots)),
    windows,
    facts,
    names: people.names,
  }
}

const briefEntryColumns = {
  id: true,
  kind: true,
  text: true,
  raw: true,
  occurredAt: true,
  recordedAt: true,
  captured: true,
  messageTs: true,
  authorId: true,
  result: true,
} satisfies Prisma.EntrySelect
type BriefEntryRow = Prisma.EntryGetPayload<{ select: typeof briefEntryColumns }>

/**
 * A captured message was written at its Slack timestamp, whenever it was captured; an edited entry at its last edit.
 */
function toBriefEntry(row: BriefEntryRow, editedAt: Date | null, bots: ReadonlySet<string>): BriefEntry {
  const { id, kind, text, occurredAt, recordedAt, captured, messageTs, authorId, result } = row
  const written = captured && messageTs !== null ? instantOf(messageTs) : recordedAt
  const isAlert = authorId !== null && (authorId.startsWith('B') || bots.has(authorId))
  return { id, kind, text, occurredAt, writtenAt: editedAt ?? written, isAlert, result }
}

/** The names of people mentioned and of authors, and which authors are bots. */
async function findMentionedNamesAndBots(tx: Tx, rows: readonly BriefEntryRow[]) {
  const ids = rows.flatMap(({ raw, authorId }) => [...findUnlabelledMentionIds(raw ?? ''), authorId ?? ''])
  const people = await tx.person.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true, bot: true },
  })
  return {
    names: people.map(({ name }) => name),
    bots: new Set(people.filter(({ bot }) => bot).map(({ id }) => id)),
  }
}

/**
 * Everybody who is or was in the incident: in its channel, in a role, in its timeline, or as the one who declared it.
 */
export async function findInsiderIds(tx: Tx, incidentId: string): Promise<Set<string>> {
  const where = { incidentId }
  const members = await tx.channelMember.findMany({ where, select: { userId: true } })
  const roles = await tx.roleAssignment.findMany({ where, select: { userId: true } })
  const entries = await tx.entry.findMany({
    where,
    distinct: ['authorId', 'recorderId'],
    select: { authorId: true, recorderId: true },
  })
  const { declaredBy } = await tx.incident.findUniqueOrThrow({
    where: { id: incidentId },
    select: { declaredBy: true },
  })
  const written = entries.flatMap(({ authorId, recorderId }) => [authorId, recorderId])
  const ids = [...[...members, ...roles].map(({ userId }) => userId), ...written, declaredBy]
  return new Set(ids.filter((id) => id !== null))
}

/** People asked in this workspace, each with the latest time, latest first. */
export async function findPastRecipients(tx: Tx, workspaceId: string): Promise<PastRecipient[]> {
  const rows = await tx.brief.groupBy({
    by: ['recipientId'],
    where: { incident: { workspaceId }, recipientId: { not: null }, sentAt: { not: null } },
    _max: { sentAt: true },
  })
  const asked = rows.flatMap(({ recipientId: id, _max: { sentAt: at } }) => (id && at ? [{ id, at }] : []))
  return asked.sort((a, b) => b.at.getTime() - a.at.getTime())
}

/** People about to be asked in this workspace. */
export async function findPendingRecipients(tx: Tx, workspaceId: string): Promise<Set<string>> {
  const rows = await tx.brief.findMany({
    where: { incident: { workspaceId }, state: { in: ['consent', 'preview'] } },
    select: { recipientId: true },
  })
  return new Set(rows.flatMap(({ recipientId }) => recipientId ?? []))
}

/** Whether a brief was sent to this person. */
export const hasRecipient = async (tx: Tx, incidentId: string, briefId: string, personId: string): Promise<boolean> =>
  isId(briefId) &&
  (await tx.brief.count({ where: { id: briefId, incidentId, recipientId: personId, sentAt: { not: null } } })) > 0
