import type { Hypothesis } from './model.ts'

/** Why a hypothesis is parked that nobody wanted after all; it stands in its row. */
export const undoneHypothesisReasons = {
  takenBack: 'taken back by whoever added it',
  unmarked: 'its message is no longer marked as a hypothesis',
} as const

/** It was added and taken back before anybody worked on it: the team never held it. */
export const wasHypothesisUndone = ({ state, closedBecause }: Pick<Hypothesis, 'state' | 'closedBecause'>): boolean =>
  state === 'parked' && Object.values(undoneHypothesisReasons).some((because) => because === closedBecause)
