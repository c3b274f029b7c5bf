import { z } from 'zod'
import { change } from '../../core/feature/change.ts'
import { closedHypothesisStates, type EvidenceStance, evidenceStances, verdicts } from './model.ts'

/** Parks the hypothesis of this entry, unless somebody has added a test or evidence. */
export const hypothesisDropped = change('hypothesis.dropped').stored(
  z.object({ entryId: z.string(), because: z.string(), by: z.string(), at: z.date() }),
)

export const hypothesisProposed = change('hypothesis.proposed').carrying<{
  id: string
  incidentId: string
  number: number
  statement: string
  by: string
  openedAt: Date
  at: Date
  entryId: string
}>()

export const hypothesisRestated = change('hypothesis.restated').stored(
  z.object({ id: z.string(), statement: z.string() }),
)

export const hypothesisChallenged = change('hypothesis.challenged').stored(
  z.object({ ids: z.array(z.string()), at: z.date() }),
)

/**
 * Unless it is confirmed, the observations it explained become unexplained again. `reopenedAt` is set when this
 * undoes a reopening: the value from before it.
 */
export const hypothesisClosed = change('hypothesis.closed').stored(
  z.object({
    id: z.string(),
    state: z.enum(closedHypothesisStates),
    verdict: z.enum(verdicts).nullable(),
    because: z.string().nullable(),
    by: z.string(),
    at: z.date(),
    reopenedAt: z.date().nullable().exactOptional(),
  }),
)

/**
 * `reopenedAt` starts a new open period; without it the hypothesis counts as never closed, which undoes a closing.
 * `leads`: it led when it was closed, and leads again unless another hypothesis now does.
 */
export const hypothesisReopened = change('hypothesis.reopened').stored(
  z.object({
    id: z.string(),
    at: z.date(),
    reopenedAt: z.date().exactOptional(),
    leads: z.boolean().exactOptional(),
  }),
)

export const testBegun = change('test.begun').carrying<{
  id: string
  incidentId: string
  hypothesisId: string | null
  text: string
  ownerId: string
  at: Date
  dueAt: Date
}>()

/** `id` is null when no hypothesis leads any more. */
export const leadChanged = change('hypothesis.leads').stored(
  z.object({ incidentId: z.string(), id: z.string().nullable() }),
)

/** Cites an entry for or against a hypothesis; a second citation of the same entry replaces the first. */
export const evidenceAdded = change('evidence.added').stored(
  z.object({
    id: z.string(),
    hypothesisId: z.string(),
    entryId: z.string(),
    stance: z.enum(evidenceStances),
    by: z.string(),
    at: z.date(),
  }),
)

export const evidenceRemoved = change('evidence.removed').stored(
  z.object({ hypothesisId: z.string(), entryId: z.string() }),
)

export const testClosed = change('test.closed').carrying<{
  id: string
  /** Null when the test was given up. */
  result: string | null
  speaks: EvidenceStance | null
  by: string
  at: Date
}>()

export const testReopened = change('test.reopened').stored(z.object({ id: z.string() }))

/** Undoes `test.begun`: the row is deleted. */
export const testRemoved = change('test.removed').stored(z.object({ id: z.string() }))

export const testPostponed = change('test.postponed').stored(z.object({ id: z.string(), dueAt: z.date() }))

export const observationUnexplained = change('observation.unexplained').stored(
  z.object({ incidentId: z.string(), entryId: z.string(), at: z.date() }),
)

/** `at` is null when it is unexplained again. Has no effect if the hypothesis `by` is ruled out or parked. */
export const observationExplained = change('observation.explained').stored(
  z.object({ entryId: z.string(), by: z.string().nullable(), at: z.date().nullable() }),
)

/** The entry no longer needs an explanation: the mark was undone or dismissed. */
export const observationForgotten = change('observation.forgotten').stored(z.object({ entryId: z.string() }))
