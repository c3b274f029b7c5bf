import type { Wait } from './model.ts'

export type WaitChange =
  | { type: 'wait.begun'; wait: Wait & { incidentId: string } }
  /** Taken back by whoever began it: it never was. */
  | { type: 'wait.removed'; id: string }
  /** `at` is null where it goes on after all. */
  | { type: 'wait.ended'; id: string; at: Date | null; outcome: string | null }
  /** What is done while it lasts. */
  | { type: 'wait.meanwhile'; id: string; meanwhile: string | null }
