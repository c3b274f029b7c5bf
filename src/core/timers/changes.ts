/** When an incident is to be looked at again for one reason; null: no more. */
export interface TimerChange {
  type: 'timer.set'
  incidentId: string
  kind: string
  dueAt: Date | null
}
