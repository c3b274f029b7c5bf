/** How often people were reminded of one thing about an incident, and until when they want to hear no more of it. */
export interface Reminder {
  kind: string
  count: number
  lastAt: Date | null
  snoozedUntil: Date | null
  stoppedAt: Date | null
}
