import type { EntryKind } from '../../core/record/model.ts'

export type HypothesisState = 'open' | 'ruled_out' | 'confirmed' | 'parked'
export type Verdict = 'cause' | 'contributing'

/** In characters: a hypothesis is a sentence. */
export const longestStatement = 300

export type EvidenceStance = 'for' | 'against'

/** Where an entry can be read in Slack: its message, or the public line about it. */
export interface EntryMessageRef {
  channelId: string | null
  messageTs: bigint | null
  threadTs: bigint | null
}

/** What would tell this hypothesis from another, or what the cause is. */
export interface HypothesisTest {
  id: string
  hypothesisId: string | null
  text: string
  ownerId: string
  begunAt: Date
  dueAt: Date
  result: string | null
  /** What the result says of the hypothesis; null where it says nothing. */
  speaks: EvidenceStance | null
  closedAt: Date | null
  closedBy: string | null
}

export const isRunning = ({ closedAt }: Pick<HypothesisTest, 'closedAt'>): boolean => closedAt === null

/** What was given up told nothing: it counts as no test. */
export const isGivenUp = ({ closedAt, result }: Pick<HypothesisTest, 'closedAt' | 'result'>): boolean =>
  closedAt !== null && result === null

/** What can be learnt from: tests that run, and those with a result. */
export const countedTests = ({ tests }: Pick<Hypothesis, 'tests'>): HypothesisTest[] =>
  tests.filter((test) => !isGivenUp(test))

interface Tested {
  hypotheses: readonly Hypothesis[]
  otherTests: readonly HypothesisTest[]
}

/** Every test of the incident, the oldest first. */
export const allTests = ({ hypotheses, otherTests }: Tested): HypothesisTest[] =>
  [...hypotheses.flatMap(({ tests }) => tests), ...otherTests].toSorted((a, b) => +a.begunAt - +b.begunAt)

/** The tests that run, of what is still open or of nothing in particular, in the order of their hypotheses. */
export const runningTests = ({ hypotheses, otherTests }: Tested): HypothesisTest[] =>
  [...selectOpenHypotheses(hypotheses).flatMap(({ tests }) => tests), ...otherTests].filter(isRunning)

/** What a form or a word says a result speaks for; null where it says nothing. */
export const stanceOf = (said: string | undefined): EvidenceStance | null =>
  said === 'for' || said === 'against' ? said : null

/** An entry that speaks for a hypothesis or against it. */
export interface Evidence extends EntryMessageRef {
  id: string
  hypothesisId: string
  entryId: string
  stance: EvidenceStance
  text: string
  at: Date
  by: string
}

/** Kinds of entries that say what was seen or done: they can speak for a hypothesis, or need explaining. */
export const citableEntryKinds = [
  'observation',
  'note',
  'change',
  'action',
  'recurrence',
] as const satisfies EntryKind[]

/** An entry as far as it can speak for a hypothesis or against it. */
export interface CitableEntry {
  id: string
  text: string
  kind: EntryKind
  at: Date
}

/** An observation that no open hypothesis accounts for. */
export interface Unexplained extends EntryMessageRef {
  entryId: string
  text: string
  since: Date
  explainedBy: string | null
  explainedAt: Date | null
}

/**
 * One explanation the team holds. `reopenedAt` is the latest time it was opened again after it was closed.
 * `questionedAt` is when it was last put to the question: evidence against, a test begun or closed, a rival hypothesis;
 * it starts as `openedAt`.
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
  reopenedAt: Date | null
  lastChallengedAt: Date
  closedAt: Date | null
  closedBy: string | null
  closedBecause: string | null
  entryId: string | null
  evidence: Evidence[]
  tests: HypothesisTest[]
}

/** Since when it has stood, or did until it was closed: what it stood before it was reopened is not counted. */
export const openSince = <T>({ openedAt, reopenedAt }: { openedAt: T; reopenedAt: T | null }): T =>
  reopenedAt ?? openedAt

export const countOf = ({ evidence }: Pick<Hypothesis, 'evidence'>, stance: EvidenceStance): number =>
  evidence.filter((known) => known.stance === stance).length

export const stillUnexplained = (observations: readonly Unexplained[]): Unexplained[] =>
  observations.filter(({ explainedAt }) => explainedAt === null)

export const selectOpenHypotheses = <T extends Pick<Hypothesis, 'state'>>(hypotheses: readonly T[]): T[] =>
  hypotheses.filter((hypothesis) => hypothesis.state === 'open')

/** What was confirmed as the cause. */
export const confirmedCause = <T extends Pick<Hypothesis, 'verdict'>>(hypotheses: readonly T[]): T | undefined =>
  hypotheses.find(({ verdict }) => verdict === 'cause')

/** The hypothesis that leads: the one so marked, or the only open one. Beside a confirmed cause none does. */
export function findLeadingHypothesis<T extends Pick<Hypothesis, 'state' | 'verdict' | 'leads'>>(
  hypotheses: readonly T[],
): T | undefined {
  if (confirmedCause(hypotheses)) return undefined
  const open = selectOpenHypotheses(hypotheses)
  return open.find((hypothesis) => hypothesis.leads) ?? (open.length === 1 ? open[0] : undefined)
}

export const stateName: Record<HypothesisState, string> = {
  open: 'open',
  ruled_out: 'ruled out',
  confirmed: 'confirmed',
  parked: 'parked',
}
