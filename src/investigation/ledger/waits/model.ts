/** A wait on a third party: `about` is what for, `outcome` how it ended. */
export interface Wait {
  id: string
  party: string
  about: string | null
  since: Date
  endedAt: Date | null
  outcome: string | null
  /** What the team does during the wait, in their own words. */
  meanwhile: string | null
}

/** Waits that have not ended. */
export const openWaits = <T extends Pick<Wait, 'endedAt'>>(waits: readonly T[]): T[] =>
  waits.filter(({ endedAt }) => endedAt === null)
