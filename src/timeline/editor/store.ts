import { z } from 'zod'
import { type Saver, saver } from '../../core/feature/saver.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { microsColumn, quoteColumns } from '../../platform/db/slice.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { isId } from '../../platform/is-id.ts'
import { EntryRow } from '../entries/store.ts'
import { entryCorrected, entryCorrectionUndone, entryEditDeclined, entryResultSet } from './changes.ts'
import type { Location } from './location.ts'
import { isWithdrawn, type RecordedEntry, type Revision, type Version } from './model.ts'
import { isUpward } from './pages.ts'

export const editorSavers: Saver[] = [
  saver(entryCorrected, async (tx, { id, entryId, before, after, reason, by, at }) => {
    const was = { previous: before.text, ...buildPreviousFields(before, after) }
    await tx.entryRevision.create({ data: { id, entryId, at, by, reason, ...was } })
    const isStateEdited = before.kind !== after.kind || isWithdrawn(before) !== isWithdrawn(after)
    const data = {
      ...after,
      ...(before.text !== after.text && { textEditedAt: at }),
      ...(isStateEdited && { stateEditedAt: at }),
    }
    await tx.entry.update({ where: { id: entryId }, data })
  }),
  saver(entryCorrectionUndone, async (tx, { id, entryId, before }) => {
    await tx.entryRevision.deleteMany({ where: { id } })
    await tx.entry.update({ where: { id: entryId }, data: before })
  }),
  saver(entryEditDeclined, async (tx, { id, entryId, standing, declined, raw, by, at }) => {
    await tx.entryRevision.create({ data: { id, entryId, at, by, previous: standing, declined } })
    await tx.entry.update({ where: { id: entryId }, data: { raw } })
  }),
  saver(entryResultSet, async (tx, { entryId, result, note, by, at }) => {
    await tx.entry.update({
      where: { id: entryId },
      data: { result, resultNote: note, resultBy: by, resultAt: at },
    })
  }),
]

const buildPreviousFields = (before: Version, after: Version) => ({
  ...(before.occurredAt.getTime() !== after.occurredAt.getTime() && { previousAt: before.occurredAt }),
  ...(before.kind !== after.kind && { previousKind: before.kind }),
  ...(isWithdrawn(before) !== isWithdrawn(after) && { previousState: before.state }),
})

const RecordedEntryRow = EntryRow.extend({ place: microsColumn })

/** Selects entries with their `place` (see `EntrySortKey`), which does not change when the bot posts about one. */
const selectRecordedEntrySql = (incidentId: string): Prisma.Sql => Prisma.sql`
  SELECT ${Prisma.raw(quoteColumns(Object.keys(EntryRow.shape)))},
    CASE WHEN captured AND "messageTs" IS NOT NULL THEN "messageTs"
      ELSE (extract(epoch FROM "recordedAt") * 1000000)::bigint END AS place
  FROM "Entry" WHERE "incidentId" = ${incidentId}::uuid`

/**
 * Finds one page, plus one entry if there are more, in reading direction. Keyset pagination instead of OFFSET: entries
 * recorded meanwhile do not shift the next page, and the last page costs no more than the first.
 */
export async function findPage(
  tx: Tx,
  incidentId: string,
  location: Location,
  { reader, size }: { reader: string; size: number },
): Promise<RecordedEntry[]> {
  const order = isUpward(location)
    ? Prisma.sql`"occurredAt" ASC, place ASC, id ASC`
    : Prisma.sql`"occurredAt" DESC, place DESC, id DESC`
  const rows = await tx.$queryRaw`
    SELECT * FROM (${selectRecordedEntrySql(incidentId)}) entry
    WHERE ${buildFilterSql(location, reader)} AND ${buildPositionSql(location)} ORDER BY ${order} LIMIT ${size + 1}`
  return await addRevisionCounts(tx, z.array(RecordedEntryRow).parse(rows))
}

function buildFilterSql({ filter }: Location, reader: string): Prisma.Sql {
  if (filter === 'withdrawn') return Prisma.sql`state = 'withdrawn'`
  if (filter === 'all') return Prisma.sql`state <> 'withdrawn'`
  if (filter === 'mine')
    return Prisma.sql`state <> 'withdrawn' AND ("authorId" = ${reader} OR "recorderId" = ${reader})`
  return Prisma.sql`state <> 'withdrawn' AND kind = ${filter}::"EntryKind"`
}

/** The condition on `occurredAt` is implied by the one on the whole key, but an index can serve it. */
function buildPositionSql(location: Location): Prisma.Sql {
  if (!('key' in location)) return Prisma.sql`true`
  const { occurredAt, place, id } = location.key
  const key = Prisma.sql`(${occurredAt}, ${place}::bigint, ${id}::uuid)`
  const own = Prisma.sql`("occurredAt", place, id)`
  if (location.from === 'newer') return Prisma.sql`"occurredAt" >= ${occurredAt} AND ${own} > ${key}`
  if (location.from === 'older') return Prisma.sql`"occurredAt" <= ${occurredAt} AND ${own} < ${key}`
  return Prisma.sql`"occurredAt" <= ${occurredAt} AND ${own} <= ${key}`
}

async function addRevisionCounts(tx: Tx, rows: readonly Omit<RecordedEntry, 'revisions'>[]): Promise<RecordedEntry[]> {
  if (rows.length === 0) return []
  const counts = await tx.entryRevision.groupBy({
    by: ['entryId'],
    where: { entryId: { in: rows.map(({ id }) => id) }, declined: null },
    _count: true,
  })
  const byId = new Map(counts.map(({ entryId, _count }) => [entryId, _count]))
  return rows.map((row) => ({ ...row, revisions: byId.get(row.id) ?? 0 }))
}

/** Finds an entry of this incident; undefined if there is none with this id. */
export async function findRecordedEntry(tx: Tx, incidentId: string, id: string): Promise<RecordedEntry | undefined> {
  if (!isId(id)) return undefined
  const rows = await tx.$queryRaw`SELECT * FROM (${selectRecordedEntrySql(incidentId)}) entry WHERE id = ${id}::uuid`
  return (await addRevisionCounts(tx, z.array(RecordedEntryRow).parse(rows)))[0]
}

/** The revisions of an entry, latest first. */
export async function revisionsOf(tx: Tx, entryId: string): Promise<Revision[]> {
  return await tx.entryRevision.findMany({
    where: { entryId },
    orderBy: [{ at: 'desc' }, { number: 'desc' }],
  })
}

/** The latest action without a result: this person's, otherwise anybody's. */
export async function openAction(tx: Tx, incidentId: string, person: string): Promise<RecordedEntry | undefined> {
  const open = { incidentId, kind: 'action', state: { not: 'withdrawn' }, result: null } as const
  const latest = { orderBy: { occurredAt: 'desc' }, select: { id: true } } as const
  const own = { ...open, OR: [{ authorId: person }, { recorderId: person }] }
  const found =
    (await tx.entry.findFirst({ where: own, ...latest })) ?? (await tx.entry.findFirst({ where: open, ...latest }))
  return found ? await findRecordedEntry(tx, incidentId, found.id) : undefined
}
