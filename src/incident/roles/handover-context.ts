/** What a hand-over or catch-up shows that is not in the incident's state. */
export interface HandoverContext {
  /** When the current status was reached. */
  statusSince: Date
  /** The impact facts on record. */
  impact: { name: string; value: string }[]
}
