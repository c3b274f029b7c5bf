/** The stored state of one reminder: how often and when it was last sent, and whether it is snoozed or stopped. */
export interface Reminder {
  kind: string
  count: number
  lastAt: Date | null
  snoozedUntil: Date | null
  stoppedAt: Date | null
}

/** A reminder that currently applies: since when, how soon and how often it is sent, and to whom. */
export interface ApplicableReminder {
  kind: string
  since: Date
  /** Delay before the first reminder, in ms. Each further gap is twice the previous one. */
  after: number
  /** How many times it is sent at most. */
  most: number
  to: 'channel' | { person: string }
}
