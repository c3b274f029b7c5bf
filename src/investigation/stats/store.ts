import { z } from 'zod'
import { ActionResult, HypothesisState, Prisma, Verdict } from '../../generated/prisma/client.ts'
import { instantColumn, loadTogether, querySlice } from '../../platform/db/slice.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { dayMs } from '../../platform/time/durations.ts'
import { answerKinds, challengeReasons } from '../challenges/model.ts'
import type { MeasurementInput } from './model.ts'
import { type MeasuredIncident, measuredDays } from './total.ts'

/** The most incidents measured together, latest first, so that it takes milliseconds. */
const maxMeasuredIncidents = 1_000

/**
 * The latest incidents of the last `measuredDays` days that match `among`, with the rows they are measured from. Takes
 * two statements however many there are. Drills and false alarms never count.
 */
export async function findMeasuredIncidents(
  tx: Tx,
  among: Prisma.IncidentWhereInput,
  now: Date,
): Promise<MeasuredIncident[]> {
  const since = new Date(now.getTime() - measuredDays * dayMs)
  const incidents = await tx.incident.findMany({
    where: {
      AND: [among, { mode: { not: 'drill' }, status: { not: 'cancelled' }, declaredAt: { gte: since } }],
    },
    orderBy: [{ declaredAt: 'desc' }, { id: 'asc' }],
    take: maxMeasuredIncidents,
    select: {
      id: true,
      severity: true,
      startedAt: true,
      detectedAt: true,
      declaredAt: true,
      resolvedAt: true,
      closedAt: true,
    },
  })
  if (incidents.length === 0) return []
  const rows = await loadMeasurementRows(
    tx,
    incidents.map(({ id }) => id),
  )
  return incidents.map(({ id, severity, ...incident }) => ({ severity, incident, ...rows(id) }))
}

async function loadMeasurementRows(
  tx: Tx,
  ids: readonly string[],
): Promise<(incidentId: string) => Omit<MeasurementInput, 'incident'>> {
  const { rows } = await loadTogether(tx, measurementSlices(ids))
  const challenges = Map.groupBy(rows.challenges, getRowIncidentId)
  const actions = Map.groupBy(rows.actions, getRowIncidentId)
  const testsBy = Map.groupBy(rows.tests, ({ hypothesisId }) => hypothesisId)
  const withTests = rows.hypotheses.map((row) => ({ ...row, tests: testsBy.get(row.id) ?? [] }))
  const hypothesesBy = Map.groupBy(withTests, getRowIncidentId)
  const others = Map.groupBy(testsBy.get(null) ?? [], getRowIncidentId)
  return (id) => ({
    hypotheses: hypothesesBy.get(id) ?? [],
    otherTests: others.get(id) ?? [],
    challenges: challenges.get(id) ?? [],
    actions: (actions.get(id) ?? []).flatMap(({ result, count }) => Array.from({ length: count }, () => ({ result }))),
  })
}

const getRowIncidentId = ({ incidentId }: { incidentId: string }): string => incidentId

const HypothesisRow = z.object({
  id: z.string(),
  incidentId: z.string(),
  statement: z.string(),
  state: z.enum(HypothesisState),
  verdict: z.enum(Verdict).nullable(),
  openedAt: instantColumn,
  reopenedAt: instantColumn.nullable(),
  closedAt: instantColumn.nullable(),
  closedBecause: z.string().nullable(),
})
const TestRow = z.object({
  incidentId: z.string(),
  hypothesisId: z.string().nullable(),
  text: z.string(),
  begunAt: instantColumn,
  result: z.string().nullable(),
  closedAt: instantColumn.nullable(),
})
const ChallengeRow = z.object({
  incidentId: z.string(),
  number: z.int(),
  reason: z.enum(challengeReasons),
  askedAt: instantColumn,
  answeredAt: instantColumn.nullable(),
  answerKind: z.enum(answerKinds).nullable(),
  answer: z.string().nullable(),
})
const ActionCountRow = z.object({
  incidentId: z.string(),
  result: z.enum(ActionResult).nullable(),
  count: z.int(),
})

const measurementSlices = (ids: readonly string[]) => ({
  tests: querySlice(
    TestRow,
    () => Prisma.sql`
      SELECT "incidentId", "hypothesisId", text, "begunAt", result, "closedAt"
      FROM "HypothesisTest" WHERE "incidentId" = ANY(${[...ids]}::uuid[])`,
  ),
  hypotheses: querySlice(
    HypothesisRow,
    () => Prisma.sql`
      SELECT id, "incidentId", statement, state, verdict, "openedAt", "reopenedAt", "closedAt", "closedBecause"
      FROM "Hypothesis" WHERE "incidentId" = ANY(${[...ids]}::uuid[])`,
  ),
  challenges: querySlice(
    ChallengeRow,
    () => Prisma.sql`
      SELECT "incidentId", number, reason, "askedAt", "answeredAt", "answerKind", answer
      FROM "Challenge" WHERE "incidentId" = ANY(${[...ids]}::uuid[])`,
  ),
  actions: querySlice(
    ActionCountRow,
    () => Prisma.sql`
      SELECT "incidentId", result, count(*) AS count FROM "Entry"
      WHERE "incidentId" = ANY(${[...ids]}::uuid[]) AND kind = 'action' AND state = 'shown'
      GROUP BY "incidentId", result`,
  ),
})
