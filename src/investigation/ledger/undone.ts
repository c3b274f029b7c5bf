import type { Hypothesis } from './model.ts'

/** Reasons stored in `closedBecause` when a hypothesis is parked because it was undone or lost its reaction. */
export const undoneHypothesisReasons = {
  takenBack: 'taken back by whoever added it',
  unmarked: 'its message is no longer marked as a hypothesis',
} as const

/** True when the hypothesis was undone before anybody worked on it, so the team never held it. */
export const wasHypothesisUndone = ({ state, closedBecause }: Pick<Hypothesis, 'state' | 'closedBecause'>): boolean =>
  state === 'parked' && Object.values(undoneHypothesisReasons).some((because) => because === closedBecause)
