import type { Savers } from '../store/savers.ts'
import type { Tx } from '../store/transaction.ts'
import type { WaitChange } from './changes.ts'
import type { Wait } from './model.ts'

export const waitSavers: Savers<WaitChange> = {
  'wait.begun': async (tx, { wait }) => {
    await tx.wait.create({ data: wait })
  },
  'wait.removed': async (tx, { id }) => {
    await tx.wait.deleteMany({ where: { id } })
  },
  'wait.ended': async (tx, { id, at, outcome }) => {
    await tx.wait.update({ where: { id }, data: { endedAt: at, outcome } })
  },
  'wait.meanwhile': async (tx, { id, meanwhile }) => {
    await tx.wait.update({ where: { id }, data: { meanwhile } })
  },
}

/** Every wait of the incident, the oldest first. */
export async function findWaits(tx: Tx, incidentId: string): Promise<Wait[]> {
  return await tx.wait.findMany({ where: { incidentId }, orderBy: { since: 'asc' } })
}
