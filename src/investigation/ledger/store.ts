import { z } from 'zod'
import { type Saver, saver } from '../../core/feature/saver.ts'
import { statePart } from '../../core/feature/state-part.ts'
import { HypothesisState, Prisma, Stance, Verdict } from '../../generated/prisma/client.ts'
import { instantColumn, microsColumn, querySlice, tableSlice } from '../../platform/db/slice.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { isId } from '../../platform/is-id.ts'
import {
  evidenceAdded,
  evidenceRemoved,
  hypothesisChallenged,
  hypothesisClosed,
  hypothesisDropped,
  hypothesisProposed,
  hypothesisReopened,
  hypothesisRestated,
  leadChanged,
  observationExplained,
  observationForgotten,
  observationUnexplained,
  testBegun,
  testClosed,
  testPostponed,
  testRemoved,
  testReopened,
} from './changes.ts'
import { type CitableEntry, citableEntryKinds, type Evidence, type Hypothesis, type HypothesisTest } from './model.ts'

export const hypothesisSavers: Saver[] = [
  saver(hypothesisProposed, async (tx, { id, incidentId, number, statement, by, openedAt, at, entryId }) => {
    await tx.hypothesis.create({
      data: { id, incidentId, number, statement, proposedBy: by, openedAt, lastChallengedAt: at, entryId },
    })
  }),
  saver(hypothesisRestated, async (tx, { id, statement }) => {
    await tx.hypothesis.update({ where: { id }, data: { statement } })
  }),
  saver(hypothesisChallenged, async (tx, { ids, at }) => {
    await tx.hypothesis.updateMany({ where: { id: { in: ids } }, data: { lastChallengedAt: at } })
  }),
  saver(hypothesisClosed, async (tx, { id, state, verdict, because, by, at, reopenedAt }) => {
    const ending = { state, verdict, leads: false, closedAt: at, closedBy: by, closedBecause: because }
    await tx.hypothesis.update({
      where: { id },
      data: { ...ending, ...(reopenedAt !== undefined && { reopenedAt }) },
    })
    if (state === 'confirmed') return
    const unexplained = { explainedBy: null, explainedAt: null }
    await tx.unexplained.updateMany({ where: { explainedBy: id }, data: unexplained })
  }),
  saver(hypothesisDropped, async (tx, { entryId, because: closedBecause, by: closedBy, at: closedAt }) => {
    await tx.hypothesis.updateMany({
      where: { entryId, state: 'open', tests: { none: {} }, evidence: { none: {} } },
      data: { state: 'parked', leads: false, closedAt, closedBy, closedBecause },
    })
  }),
  saver(hypothesisReopened, async (tx, { id, at, reopenedAt, leads = false }) => {
    const open = {
      ...(reopenedAt && { reopenedAt }),
      state: 'open',
      verdict: null,
      lastChallengedAt: at,
      closedAt: null,
      closedBy: null,
      closedBecause: null,
    } as const
    const { incidentId } = await tx.hypothesis.update({ where: { id }, data: open })
    if (!leads || (await tx.hypothesis.count({ where: { incidentId, leads: true } })) > 0) return
    await tx.hypothesis.update({ where: { id }, data: { leads: true } })
  }),
  saver(
    testBegun,
    async (tx, { id, incidentId, hypothesisId, text, ownerId, at, dueAt }) => {
      await tx.hypothesisTest.create({ data: { id, incidentId, hypothesisId, text, ownerId, begunAt: at, dueAt } })
    },
    { names: ({ ownerId }) => [ownerId] },
  ),
  saver(leadChanged, async (tx, { incidentId, id }) => {
    await tx.hypothesis.updateMany({ where: { incidentId, leads: true }, data: { leads: false } })
    if (id) await tx.hypothesis.updateMany({ where: { id, state: 'open' }, data: { leads: true } })
  }),
  saver(evidenceAdded, async (tx, { type: _, ...evidence }) => {
    const { id: __, hypothesisId, entryId, ...update } = evidence
    await tx.evidence.upsert({
      where: { hypothesisId_entryId: { hypothesisId, entryId } },
      create: evidence,
      update,
    })
  }),
  saver(evidenceRemoved, async (tx, { hypothesisId, entryId }) => {
    await tx.evidence.deleteMany({ where: { hypothesisId, entryId } })
  }),
  saver(testClosed, async (tx, { id, result, speaks, by: closedBy, at: closedAt }) => {
    await tx.hypothesisTest.update({ where: { id }, data: { result, speaks, closedBy, closedAt } })
  }),
  saver(testReopened, async (tx, { id }) => {
    await tx.hypothesisTest.update({
      where: { id },
      data: { result: null, speaks: null, closedBy: null, closedAt: null },
    })
  }),
  saver(testRemoved, async (tx, { id }) => {
    await tx.hypothesisTest.deleteMany({ where: { id } })
  }),
  saver(testPostponed, async (tx, { id, dueAt }) => {
    await tx.hypothesisTest.update({ where: { id }, data: { dueAt } })
  }),
  saver(observationUnexplained, async (tx, { incidentId, entryId, at: since }) => {
    const again = { since, explainedBy: null, explainedAt: null }
    await tx.unexplained.upsert({
      where: { entryId },
      create: { entryId, incidentId, since },
      update: again,
    })
  }),
  saver(observationExplained, async (tx, { entryId, by: explainedBy, at: explainedAt }) => {
    // A late undo may restore an explanation by a hypothesis since ruled out or parked, which explains nothing.
    const closed = { id: explainedBy ?? '', state: { in: ['ruled_out' as const, 'parked' as const] } }
    if (explainedBy && (await tx.hypothesis.count({ where: closed })) > 0) return
    await tx.unexplained.updateMany({ where: { entryId }, data: { explainedBy, explainedAt } })
  }),
  saver(observationForgotten, async (tx, { entryId }) => {
    await tx.unexplained.deleteMany({ where: { entryId } })
  }),
]

/** In characters: how much of an entry's text is loaded, as much as one line about it shows. */
const maxLedgerQuoteLength = 300

const LedgerHypothesisRow = z.object({
  id: z.string(),
  number: z.int(),
  statement: z.string(),
  state: z.enum(HypothesisState),
  verdict: z.enum(Verdict).nullable(),
  leads: z.boolean(),
  proposedBy: z.string(),
  openedAt: instantColumn,
  reopenedAt: instantColumn.nullable(),
  lastChallengedAt: instantColumn,
  closedAt: instantColumn.nullable(),
  closedBy: z.string().nullable(),
  closedBecause: z.string().nullable(),
  entryId: z.string().nullable(),
})

const LedgerTestRow = z.object({
  id: z.string(),
  hypothesisId: z.string().nullable(),
  text: z.string(),
  ownerId: z.string(),
  begunAt: instantColumn,
  dueAt: instantColumn,
  result: z.string().nullable(),
  speaks: z.enum(Stance).nullable(),
  closedAt: instantColumn.nullable(),
  closedBy: z.string().nullable(),
})

const quotedMessageColumns = {
  text: z.string(),
  channelId: z.string().nullable(),
  messageTs: microsColumn.nullable(),
  threadTs: microsColumn.nullable(),
}
const quotationOf = Prisma.sql`left(e.text, ${maxLedgerQuoteLength}::int) AS text, e."channelId", e."threadTs",
  CASE WHEN e."deletedInSlack" IS NULL THEN e."messageTs" END AS "messageTs"`

const EvidenceRow = z.object({
  id: z.string(),
  hypothesisId: z.string(),
  entryId: z.string(),
  stance: z.enum(Stance),
  at: instantColumn,
  by: z.string(),
  ...quotedMessageColumns,
})

const UnexplainedRow = z.object({
  entryId: z.string(),
  since: instantColumn,
  explainedBy: z.string().nullable(),
  explainedAt: instantColumn.nullable(),
  ...quotedMessageColumns,
})

export const ledgerPart = statePart(
  {
    hypotheses: tableSlice('Hypothesis', LedgerHypothesisRow, {
      orderBy: ['number'],
      people: ['proposedBy', 'closedBy'],
    }),
    tests: tableSlice('HypothesisTest', LedgerTestRow, { orderBy: ['begunAt', 'id'], people: ['ownerId', 'closedBy'] }),
    // Entries withdrawn from the timeline are left out: they are no evidence and need no explanation.
    evidence: querySlice(
      EvidenceRow,
      (incidentId) => Prisma.sql`
      SELECT v.id, v."hypothesisId", v."entryId", v.stance, v.at, v.by, ${quotationOf}
      FROM "Evidence" v JOIN "Entry" e ON e.id = v."entryId"
      WHERE e."incidentId" = ${incidentId}::uuid AND e.state <> 'withdrawn'
      ORDER BY v.at, v.id`,
    ),
    unexplained: querySlice(
      UnexplainedRow,
      (incidentId) => Prisma.sql`
      SELECT u."entryId", u.since, u."explainedBy", u."explainedAt", ${quotationOf}
      FROM "Unexplained" u JOIN "Entry" e ON e.id = u."entryId"
      WHERE u."incidentId" = ${incidentId}::uuid AND e.state <> 'withdrawn'
        AND e.kind::text = ANY(${[...citableEntryKinds]}::text[])
      ORDER BY u.since, u."entryId"`,
    ),
  },
  ({ unexplained, ...rows }) => ({ ...assembleLedger(rows), unexplained }),
)

/** Joins hypotheses with their evidence and tests; `otherTests` belong to no hypothesis. */
function assembleLedger(rows: {
  hypotheses: readonly Omit<Hypothesis, 'evidence' | 'tests'>[]
  tests: readonly HypothesisTest[]
  evidence: readonly Evidence[]
}): { hypotheses: Hypothesis[]; otherTests: HypothesisTest[] } {
  const hypotheses = rows.hypotheses.map((hypothesis) => ({
    ...hypothesis,
    tests: rows.tests.filter(({ hypothesisId }) => hypothesisId === hypothesis.id),
    evidence: rows.evidence.filter(({ hypothesisId }) => hypothesisId === hypothesis.id),
  }))
  return { hypotheses, otherTests: rows.tests.filter(({ hypothesisId }) => hypothesisId === null) }
}

/** How many entries a modal offers; people usually mean something recent. */
const maxCitableEntries = 30

const CitableEntryRow = z.object({ id: z.string(), text: z.string(), kind: z.enum(citableEntryKinds), at: z.date() })

/** The latest entries of a citable kind, newest first. For an entry without text, its attachment's title is used. */
export const findRecentCitableEntries = async (tx: Tx, incidentId: string): Promise<CitableEntry[]> =>
  z.array(CitableEntryRow).parse(
    await tx.$queryRaw`
  SELECT id, left(coalesce(nullif(text, ''), attachments->0->>'title', ''), ${maxLedgerQuoteLength}::int) AS text,
    kind::text AS kind, "occurredAt" AS at
  FROM "Entry"
  WHERE "incidentId" = ${incidentId}::uuid AND state = 'shown' AND kind::text = ANY(${[...citableEntryKinds]}::text[])
  ORDER BY "occurredAt" DESC, "recordedAt" DESC LIMIT ${maxCitableEntries}::int`,
  )

/** The entry with this id; undefined if the id is malformed, of another incident or of a withdrawn entry. */
export async function findCitableEntry(tx: Tx, incidentId: string, id: string): Promise<CitableEntry | undefined> {
  if (!isId(id)) return undefined
  const entry = await tx.entry.findFirst({
    where: { id, incidentId, state: { not: 'withdrawn' } },
    select: { id: true, text: true, kind: true, occurredAt: true },
  })
  return entry ? { ...entry, at: entry.occurredAt } : undefined
}
