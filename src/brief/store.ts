import { z } from 'zod'
import type { Prisma } from '../generated/prisma/client.ts'
import type { Savers } from '../store/savers.ts'
import type { Tx } from '../store/transaction.ts'
import type { BriefChange } from './changes.ts'
import type { Brief, BriefLine } from './model.ts'

const Lines: z.ZodType<BriefLine[]> = z.array(
  z.object({ text: z.string(), entryId: z.string().nullable(), included: z.boolean() }),
)
const json = (lines: BriefLine[]): Prisma.InputJsonArray => lines as unknown as Prisma.InputJsonArray

export const briefSavers: Savers<BriefChange> = {
  'brief.drafted': async (tx, { type: _, at: createdAt, lines, ...drafted }) => {
    await tx.brief.create({ data: { ...drafted, lines: json(lines), createdAt } })
  },
  'brief.lines': async (tx, { id, lines }) => {
    await tx.brief.update({ where: { id }, data: { lines: json(lines) } })
  },
  'brief.sent': async (tx, { id, at: sentAt }) => {
    await tx.brief.update({ where: { id }, data: { state: 'sent', sentAt } })
  },
  'brief.answered': async (tx, { id, answer, at: answeredAt }) => {
    await tx.brief.update({ where: { id }, data: { state: 'answered', answer, answeredAt } })
  },
  'brief.cancelled': async (tx, { id }) => {
    await tx.brief.update({ where: { id }, data: { state: 'cancelled' } })
  },
}

/** Every brief of the incident, the oldest first. */
export async function findBriefs(tx: Tx, incidentId: string): Promise<Brief[]> {
  const rows = await tx.brief.findMany({ where: { incidentId }, orderBy: { createdAt: 'asc' } })
  return rows.map(({ incidentId: _, lines, ...row }) => ({ ...row, lines: Lines.parse(lines) }))
}
