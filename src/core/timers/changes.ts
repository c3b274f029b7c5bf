/** Sets the incident's timer of this kind; a null `dueAt` clears it. */
export interface TimerChange {
  type: 'timer.set'
  incidentId: string
  kind: string
  dueAt: Date | null
}
