import type { Savers } from '../store/savers.ts'
import type { Tx } from '../store/transaction.ts'
import type { HypothesisChange } from './changes.ts'
import type { Hypothesis } from './model.ts'

export const hypothesisSavers: Savers<HypothesisChange> = {
  'hypothesis.proposed': async (tx, { id, incidentId, number, statement, by, openedAt, at, entryId }) => {
    await tx.hypothesis.create({
      data: { id, incidentId, number, statement, proposedBy: by, openedAt, questionedAt: at, entryId },
    })
  },
  'hypothesis.restated': async (tx, { id, statement }) => {
    await tx.hypothesis.update({ where: { id }, data: { statement } })
  },
  'hypothesis.questioned': async (tx, { ids, at }) => {
    await tx.hypothesis.updateMany({ where: { id: { in: ids } }, data: { questionedAt: at } })
  },
  'hypothesis.closed': async (tx, { id, state, verdict, because, by, at }) => {
    await tx.hypothesis.update({
      where: { id },
      data: { state, verdict, leads: false, closedAt: at, closedBy: by, closedBecause: because },
    })
  },
  'hypothesis.dropped': async (tx, { entryId, because: closedBecause, by: closedBy, at: closedAt }) => {
    await tx.hypothesis.updateMany({
      where: { entryId, state: 'open', tests: { none: {} }, evidence: { none: {} } },
      data: { state: 'parked', leads: false, closedAt, closedBy, closedBecause },
    })
  },
  'hypothesis.reopened': async (tx, { id, at }) => {
    const open = {
      state: 'open',
      verdict: null,
      questionedAt: at,
      closedAt: null,
      closedBy: null,
      closedBecause: null,
    } as const
    await tx.hypothesis.update({ where: { id }, data: open })
  },
  'test.begun': async (tx, { id, incidentId, hypothesisId, text, ownerId, at, dueAt }) => {
    await tx.test.create({ data: { id, incidentId, hypothesisId, text, ownerId, begunAt: at, dueAt } })
  },
}

/** The ledger, oldest first, with evidence counted and tests. */
export async function findHypotheses(tx: Tx, incidentId: string): Promise<Hypothesis[]> {
  const rows = await tx.hypothesis.findMany({ where: { incidentId }, orderBy: { number: 'asc' } })
  if (rows.length === 0) return []
  const tests = await tx.test.findMany({ where: { incidentId }, orderBy: { begunAt: 'asc' } })
  const counts = await tx.evidence.groupBy({
    by: ['hypothesisId', 'stance'],
    where: { hypothesisId: { in: rows.map(({ id }) => id) } },
    _count: true,
  })
  const count = (id: string, stance: Stance) =>
    counts.find((found) => found.hypothesisId === id && found.stance === stance)?._count ?? 0
  return rows.map((row) => ({
    ...row,
    tests: tests.filter(({ hypothesisId }) => hypothesisId === row.id),
    evidenceFor: count(row.id, 'for'),
    evidenceAgainst: count(row.id, 'against'),
  }))
}

type Stance = 'for' | 'against'
