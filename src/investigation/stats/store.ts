import { z } from 'zod'
import { ActionResult, HypothesisState, type Prisma, Verdict } from '../../generated/prisma/client.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { dayMs } from '../../platform/time/durations.ts'
import { answerKinds, challengeReasons } from '../challenges/model.ts'
import type { MeasurementInput } from './model.ts'
import { type MeasuredIncident, measuredDays } from './total.ts'

/** The most incidents measured together, latest first, so that it takes milliseconds. */
const maxMeasuredIncidents = 1_000

/**
 * The latest incidents of the last `measuredDays` days that match `among`, with the rows they are measured from. Takes
 * five statements however many there are. Drills and false alarms never count.
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
  const tests = await testsOf(tx, ids)
  const hypotheses = await hypothesesOf(tx, ids)
  const challenges = Map.groupBy(await queryMeasuredChallenges(tx, ids), getRowIncidentId)
  const actions = Map.groupBy(await queryActionCounts(tx, ids), getRowIncidentId)
  const testsBy = Map.groupBy(tests, ({ hypothesisId }) => hypothesisId)
  const withTests = hypotheses.map((row) => ({ ...row, tests: testsBy.get(row.id) ?? [] }))
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
  openedAt: z.date(),
  reopenedAt: z.date().nullable(),
  closedAt: z.date().nullable(),
  closedBecause: z.string().nullable(),
})

const hypothesesOf = async (tx: Tx, ids: readonly string[]) =>
  z.array(HypothesisRow).parse(
    await tx.$queryRaw`
  SELECT id, "incidentId", statement, state::text AS state, verdict::text AS verdict, "openedAt", "reopenedAt", "closedAt", "closedBecause"
  FROM "Hypothesis" WHERE "incidentId" = ANY(${ids}::uuid[])`,
  )

const TestRow = z.object({
  incidentId: z.string(),
  hypothesisId: z.string().nullable(),
  text: z.string(),
  begunAt: z.date(),
  result: z.string().nullable(),
  closedAt: z.date().nullable(),
})

const testsOf = async (tx: Tx, ids: readonly string[]) =>
  z.array(TestRow).parse(
    await tx.$queryRaw`
  SELECT "incidentId", "hypothesisId", text, "begunAt", result, "closedAt"
  FROM "HypothesisTest" WHERE "incidentId" = ANY(${ids}::uuid[])`,
  )

const ChallengeRow = z.object({
  incidentId: z.string(),
  number: z.int(),
  reason: z.enum(challengeReasons),
  askedAt: z.date(),
  answeredAt: z.date().nullable(),
  answerKind: z.enum(answerKinds).nullable(),
  answer: z.string().nullable(),
})

const queryMeasuredChallenges = async (tx: Tx, ids: readonly string[]) =>
  z.array(ChallengeRow).parse(
    await tx.$queryRaw`
  SELECT "incidentId", number, reason, "askedAt", "answeredAt", "answerKind", answer
  FROM "Challenge" WHERE "incidentId" = ANY(${ids}::uuid[])`,
  )

const ActionCountRow = z.object({
  incidentId: z.string(),
  result: z.enum(ActionResult).nullable(),
  count: z.int(),
})

const queryActionCounts = async (tx: Tx, ids: readonly string[]) =>
  z.array(ActionCountRow).parse(
    await tx.$queryRaw`
  SELECT "incidentId", result::text AS result, count(*)::int AS count
  FROM "Entry" WHERE "incidentId" = ANY(${ids}::uuid[]) AND kind = 'action' AND state = 'shown'
  GROUP BY "incidentId", result`,
  )
