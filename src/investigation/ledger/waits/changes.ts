import type { Wait } from './model.ts'

export type WaitChange =
  | { type: 'wait.begun'; wait: Wait & { incidentId: string } }
  /** Undoes `wait.begun`: the row is deleted. */
  | { type: 'wait.removed'; id: string }
  /** `at` is null when the end is undone and the wait goes on. */
  | { type: 'wait.ended'; id: string; at: Date | null; outcome: string | null }
  /** Sets what the team does during the wait. */
  | { type: 'wait.meanwhile'; id: string; meanwhile: string | null }
