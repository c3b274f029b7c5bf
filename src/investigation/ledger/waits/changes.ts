import { z } from 'zod'
import { change } from '../../../core/feature/change.ts'
import type { Wait } from './model.ts'

export const waitBegun = change('wait.begun').carrying<{ wait: Wait & { incidentId: string } }>()

/** Undoes `wait.begun`: the row is deleted. */
export const waitRemoved = change('wait.removed').stored(z.object({ id: z.string() }))

/** `at` is null when the end is undone and the wait goes on. */
export const waitEnded = change('wait.ended').stored(
  z.object({ id: z.string(), at: z.date().nullable(), outcome: z.string().nullable() }),
)

/** Sets what the team does during the wait. */
export const waitMeanwhileSet = change('wait.meanwhile').carrying<{ id: string; meanwhile: string | null }>()
