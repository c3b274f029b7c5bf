/** Waiting on a third party: on whom, for what, since when, and what came of it. */
export interface Wait {
  id: string
  party: string
  about: string | null
  since: Date
  endedAt: Date | null
  outcome: string | null
  /** What is done meanwhile, as somebody said. */
  meanwhile: string | null
}

/** What the team waits for now, the oldest wait first. */
export const openWaits = <T extends Pick<Wait, 'endedAt'>>(waits: readonly T[]): T[] =>
  waits.filter(({ endedAt }) => endedAt === null)
