import { z } from 'zod'
import { type Saver, saver } from '../../../core/feature/saver.ts'
import { statePart } from '../../../core/feature/state-part.ts'
import { instantColumn, tableSlice } from '../../../platform/db/slice.ts'
import { waitBegun, waitEnded, waitMeanwhileSet, waitRemoved } from './changes.ts'

export const waitSavers: Saver[] = [
  saver(waitBegun, async (tx, { wait }) => {
    await tx.wait.create({ data: wait })
  }),
  saver(waitRemoved, async (tx, { id }) => {
    await tx.wait.deleteMany({ where: { id } })
  }),
  saver(waitEnded, async (tx, { id, at, outcome }) => {
    await tx.wait.update({ where: { id }, data: { endedAt: at, outcome } })
  }),
  saver(waitMeanwhileSet, async (tx, { id, meanwhile }) => {
    await tx.wait.update({ where: { id }, data: { meanwhile } })
  }),
]

const WaitRow = z.object({
  id: z.string(),
  party: z.string(),
  about: z.string().nullable(),
  since: instantColumn,
  endedAt: instantColumn.nullable(),
  outcome: z.string().nullable(),
  meanwhile: z.string().nullable(),
})

export const waitPart = statePart({ waits: tableSlice('Wait', WaitRow, { orderBy: ['since', 'id'] }) })
