import type { HypothesisState, Verdict } from './model.ts'

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
  | {
      type: 'hypothesis.closed'
      id: string
      state: Exclude<HypothesisState, 'open'>
      verdict: Verdict | null
      because: string | null
      by: string
      at: Date
    }
  | { type: 'hypothesis.reopened'; id: string; at: Date }
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
