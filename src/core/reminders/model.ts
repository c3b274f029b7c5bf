/** The stored state of one reminder: how often and when it was last sent, and whether it is snoozed or stopped. */
export interface Reminder {
  kind: string
  count: number
  lastAt: Date | null
  snoozedUntil: Date | null
  stoppedAt: Date | null
}
