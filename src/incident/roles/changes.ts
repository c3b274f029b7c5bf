import { z } from 'zod'
import { change } from '../../core/feature/change.ts'

export const roleAssumed = change('role.assumed').carrying<{
  id: string
  incidentId: string
  role: string
  userId: string
  by: string
  at: Date
  /** Set at once for people who take the role themselves: they need not confirm it. */
  acknowledgedAt: Date | null
}>()

export const roleRelinquished = change('role.relinquished').carrying<{ incidentId: string; role: string; at: Date }>()

export const roleAcknowledged = change('role.acknowledged').carrying<{
  incidentId: string
  role: string
  userId: string
  at: Date
}>()

/** Deletes an assignment as if it never happened, and resumes the one it ended (`before`). */
export const roleTakenBack = change('role.taken_back').stored(
  z.object({ id: z.string(), before: z.string().nullable() }),
)

/** Resumes an assignment that was ended. */
export const roleResumed = change('role.resumed').stored(z.object({ id: z.string() }))

export const memberCaughtUp = change('member.caught_up').carrying<{ incidentId: string; userId: string; at: Date }>()
