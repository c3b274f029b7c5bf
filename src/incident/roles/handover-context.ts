/** What whoever takes over or comes in must know beside what the incident's state says. */
export interface HandoverContext {
  /** When its present status was reached. */
  statusSince: Date
  /** What is known of the impact, fact by fact. */
  impact: { name: string; value: string }[]
}
