import { change } from '../feature/change.ts'

/** Sets the incident's timer of this kind; a null `dueAt` clears it. */
export const timerSet = change('timer.set').carrying<{ incidentId: string; kind: string; dueAt: Date | null }>()
