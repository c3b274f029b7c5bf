/** What whoever takes over or comes in must know beside what the incident's state says. */
export interface Work {
  /** When its present status was reached. */
  statusSince: Date
  /** What is known of the impact, fact by fact. */
  impact: { name: string; value: string }[]
  /** On whom the team waits now. */
  waits: { party: string; about: string | null; since: Date }[]
  /** Observations that no open hypothesis accounts for. */
  unexplained: string[]
  /** What was done and has shown no result yet, the latest first. */
  actions: { text: string; at: Date; by: string | null }[]
  followUps: string[]
  /** Names of the people it speaks of. */
  names: ReadonlyMap<string, string>
}
