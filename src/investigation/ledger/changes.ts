import type { EvidenceStance, HypothesisState, Verdict } from './model.ts'

export type HypothesisChange =
  /** The message it was taken from is no longer one: parked, where nobody has worked on it. */
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
  | { type: 'hypothesis.questioned'; ids: string[]; at: Date }
  /**
   * What it accounted for, nothing does any more, unless it is confirmed. `reopenedAt`: what it was before the reopening
   * that this takes back.
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
   * `reopenedAt`: it stands anew from then; without it, it stands as if it had not been closed. `leads`: it led when it
   * was closed, and leads again unless another does by now.
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
  /** `id` is null where none is to lead. */
  | { type: 'hypothesis.leads'; incidentId: string; id: string | null }
  /** One entry speaks for a hypothesis or against it: said again, the latest word counts. */
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
      /** Null where it was given up. */
      result: string | null
      speaks: EvidenceStance | null
      by: string
      at: Date
    }
  | { type: 'test.reopened'; id: string }
  /** Taken back by whoever began it: it never was. */
  | { type: 'test.removed'; id: string }
  | { type: 'test.postponed'; id: string; dueAt: Date }
  | { type: 'observation.unexplained'; incidentId: string; entryId: string; at: Date }
  /** `at` is null where it is not explained after all. `by` is the hypothesis that accounts for it, unless it is off the table. */
  | { type: 'observation.explained'; entryId: string; by: string | null; at: Date | null }
  /** Taken back: nobody says any more that it needs explaining. */
  | { type: 'observation.forgotten'; entryId: string }
