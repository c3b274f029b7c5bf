export type HypothesisState = 'open' | 'ruled_out' | 'confirmed' | 'parked'
export type Verdict = 'cause' | 'contributing'

/** In characters: a hypothesis is a sentence. */
export const longestStatement = 300

/** What would tell this hypothesis from another. */
export interface Test {
  id: string
  hypothesisId: string | null
  text: string
  ownerId: string
  begunAt: Date
  dueAt: Date
  closedAt: Date | null
}

/**
 * One explanation the team holds. `questionedAt` is when it was last put to the question: evidence against,
 * a test begun or closed, a rival hypothesis; it starts as `openedAt`.
 */
export interface Hypothesis {
  id: string
  number: number
  statement: string
  state: HypothesisState
  verdict: Verdict | null
  leads: boolean
  proposedBy: string
  openedAt: Date
  questionedAt: Date
  closedAt: Date | null
  closedBy: string | null
  closedBecause: string | null
  entryId: string | null
  evidenceFor: number
  evidenceAgainst: number
  tests: Test[]
}

export const openOnes = (hypotheses: readonly Hypothesis[]): Hypothesis[] =>
  hypotheses.filter((hypothesis) => hypothesis.state === 'open')

/** The hypothesis that leads: the one so marked, or the only open one. */
export function leading(hypotheses: readonly Hypothesis[]): Hypothesis | undefined {
  const open = openOnes(hypotheses)
  return open.find((hypothesis) => hypothesis.leads) ?? (open.length === 1 ? open[0] : undefined)
}

export const stateName: Record<HypothesisState, string> = {
  open: 'open',
  ruled_out: 'ruled out',
  confirmed: 'confirmed',
  parked: 'parked',
}
