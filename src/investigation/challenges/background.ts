import type { Candidate } from './model.ts'

/** What a question can be worded from, beside the incident's state. It is only read when something is asked. */
export interface QuestionBackground {
  /** Messages in which somebody may have said a hypothesis already; at most two. */
  candidates: Candidate[]
  /** What changed, as far as it is on record, the latest first. */
  changes: { text: string; at: Date }[]
  /** Services of the incident that entries speak of, and those that none does. */
  services: { spokenOf: string[]; silent: string[] }
  windows: { from: Date; to: Date | null }[]
}

export const noBackground: QuestionBackground = {
  candidates: [],
  changes: [],
  services: { spokenOf: [], silent: [] },
  windows: [],
}
