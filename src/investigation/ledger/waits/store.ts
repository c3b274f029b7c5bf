import { z } from 'zod'
import type { ChangeHandlers } from '../../../platform/db/change-handlers.ts'
import { instantColumn, tableSlice } from '../../../platform/db/slice.ts'
import type { WaitChange } from './changes.ts'

export const waitChangeHandlers: ChangeHandlers<WaitChange> = {
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

const WaitRow = z.object({
  id: z.string(),
  party: z.string(),
  about: z.string().nullable(),
  since: instantColumn,
  endedAt: instantColumn.nullable(),
  outcome: z.string().nullable(),
  meanwhile: z.string().nullable(),
})

export const waitSlices = { waits: tableSlice('Wait', WaitRow, { orderBy: ['since', 'id'] }) }
