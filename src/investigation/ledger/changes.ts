import { change } from '../../core/change.ts'
import type { EvidenceStance, HypothesisState, Verdict } from './model.ts'

/** Parks the hypothesis of this entry, unless somebody has added a test or evidence. */
export const hypothesisDropped = change('hypothesis.dropped').carrying<{
  entryId: string
  because: string
  by: string
  at: Date
}>()

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

export const hypothesisRestated = change('hypothesis.restated').carrying<{ id: string; statement: string }>()

export const hypothesisChallenged = change('hypothesis.challenged').carrying<{ ids: string[]; at: Date }>()

/**
 * Unless it is confirmed, the observations it explained become unexplained again. `reopenedAt` is set when this
 * undoes a reopening: the value from before it.
 */
export const hypothesisClosed = change('hypothesis.closed').carrying<{
  id: string
  state: Exclude<HypothesisState, 'open'>
  verdict: Verdict | null
  because: string | null
  by: string
  at: Date
  reopenedAt?: Date | null
}>()

/**
 * `reopenedAt` starts a new open period; without it the hypothesis counts as never closed, which undoes a closing.
 * `leads`: it led when it was closed, and leads again unless another hypothesis now does.
 */
export const hypothesisReopened = change('hypothesis.reopened').carrying<{
  id: string
  at: Date
  reopenedAt?: Date
  leads?: boolean
}>()

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
export const leadChanged = change('hypothesis.leads').carrying<{ incidentId: string; id: string | null }>()

/** Cites an entry for or against a hypothesis; a second citation of the same entry replaces the first. */
export const evidenceAdded = change('evidence.added').carrying<{
  id: string
  hypothesisId: string
  entryId: string
  stance: EvidenceStance
  by: string
  at: Date
}>()

export const evidenceRemoved = change('evidence.removed').carrying<{ hypothesisId: string; entryId: string }>()

export const testClosed = change('test.closed').carrying<{
  id: string
  /** Null when the test was given up. */
  result: string | null
  speaks: EvidenceStance | null
  by: string
  at: Date
}>()

export const testReopened = change('test.reopened').carrying<{ id: string }>()

/** Undoes `test.begun`: the row is deleted. */
export const testRemoved = change('test.removed').carrying<{ id: string }>()

export const testPostponed = change('test.postponed').carrying<{ id: string; dueAt: Date }>()

export const observationUnexplained = change('observation.unexplained').carrying<{
  incidentId: string
  entryId: string
  at: Date
}>()

/** `at` is null when it is unexplained again. Has no effect if the hypothesis `by` is ruled out or parked. */
export const observationExplained = change('observation.explained').carrying<{
  entryId: string
  by: string | null
  at: Date | null
}>()

/** The entry no longer needs an explanation: the mark was undone or dismissed. */
export const observationForgotten = change('observation.forgotten').carrying<{ entryId: string }>()
