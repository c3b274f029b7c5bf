import type { EvidenceStance, HypothesisState, Verdict } from './model.ts'

export type HypothesisChange =
  /** Parks the hypothesis of this entry, unless somebody has added a test or evidence. */
  | { type: 'hypothesis.dropped'; entryId: string; because: string; by: string; at: Date }
  | {
      type: 'hypothesis.proposed'
      id: string
      incidentId: string
      number: number
      statement: string
      by: string
      openedAt: Date
      at: Date
      entryId: string
    }
  | { type: 'hypothesis.restated'; id: string; statement: string }
  | { type: 'hypothesis.challenged'; ids: string[]; at: Date }
  /**
   * Unless it is confirmed, the observations it explained become unexplained again. `reopenedAt` is set when this
   * undoes a reopening: the value from before it.
   */
  | {
      type: 'hypothesis.closed'
      id: string
      state: Exclude<HypothesisState, 'open'>
      verdict: Verdict | null
      because: string | null
      by: string
      at: Date
      reopenedAt?: Date | null
    }
  /**
   * `reopenedAt` starts a new open period; without it the hypothesis counts as never closed, which undoes a closing.
   * `leads`: it led when it was closed, and leads again unless another hypothesis now does.
   */
  | { type: 'hypothesis.reopened'; id: string; at: Date; reopenedAt?: Date; leads?: boolean }
  | {
      type: 'test.begun'
      id: string
      incidentId: string
      hypothesisId: string | null
      text: string
      ownerId: string
      at: Date
      dueAt: Date
    }
  /** `id` is null when no hypothesis leads any more. */
  | { type: 'hypothesis.leads'; incidentId: string; id: string | null }
  /** Cites an entry for or against a hypothesis; a second citation of the same entry replaces the first. */
  | {
      type: 'evidence.added'
      id: string
      hypothesisId: string
      entryId: string
      stance: EvidenceStance
      by: string
      at: Date
    }
  | { type: 'evidence.removed'; hypothesisId: string; entryId: string }
  | {
      type: 'test.closed'
      id: string
      /** Null when the test was given up. */
      result: string | null
      speaks: EvidenceStance | null
      by: string
      at: Date
    }
  | { type: 'test.reopened'; id: string }
  /** Undoes `test.begun`: the row is deleted. */
  | { type: 'test.removed'; id: string }
  | { type: 'test.postponed'; id: string; dueAt: Date }
  | { type: 'observation.unexplained'; incidentId: string; entryId: string; at: Date }
  /** `at` is null when it is unexplained again. Has no effect if the hypothesis `by` is ruled out or parked. */
  | { type: 'observation.explained'; entryId: string; by: string | null; at: Date | null }
  /** The entry no longer needs an explanation: the mark was undone or dismissed. */
  | { type: 'observation.forgotten'; entryId: string }
