import type { Candidate } from './model.ts'

/** What a question is worded from besides the incident's state. It is loaded only when something is asked. */
export interface QuestionBackground {
  /** Messages that may already state a hypothesis; at most two. */
  candidates: Candidate[]
  /** Recorded changes, latest first. */
  changes: { text: string; at: Date }[]
  /** The incident's services that entries mention, and those that none does. */
  services: { spokenOf: string[]; silent: string[] }
  windows: { from: Date; to: Date | null }[]
}

export const noBackground: QuestionBackground = {
  candidates: [],
  changes: [],
  services: { spokenOf: [], silent: [] },
  windows: [],
}
