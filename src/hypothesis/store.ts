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
  const rows = await tx.hypothesis.findMany({
    where: { incidentId },
    orderBy: { number: 'asc' },
    include: {
      tests: { orderBy: { begunAt: 'asc' } },
      evidence: { select: { stance: true } },
    },
  })
  return rows.map(({ evidence, ...row }) => ({
    ...row,
    evidenceFor: evidence.filter(({ stance }) => stance === 'for').length,
    evidenceAgainst: evidence.filter(({ stance }) => stance === 'against').length,
  }))
}
