import type { EntryKind } from '../../core/record/model.ts'

export const closedHypothesisStates = ['ruled_out', 'confirmed', 'parked'] as const
export type HypothesisState = 'open' | (typeof closedHypothesisStates)[number]
export const verdicts = ['cause', 'contributing'] as const
export type Verdict = (typeof verdicts)[number]

/** In characters: a hypothesis is one sentence. */
export const longestStatement = 300

export const evidenceStances = ['for', 'against'] as const
export type EvidenceStance = (typeof evidenceStances)[number]

/** The Slack message of an entry: its source, or our public line about it. All null when there is none. */
export interface EntryMessageRef {
  channelId: string | null
  messageTs: bigint | null
  threadTs: bigint | null
}

/** Something to look at that would discriminate between hypotheses. `hypothesisId` is null if it belongs to none. */
export interface HypothesisTest {
  id: string
  hypothesisId: string | null
  text: string
  ownerId: string
  begunAt: Date
  dueAt: Date
  result: string | null
  /** Which way the result points; null when it points neither way, or there is none yet. */
  speaks: EvidenceStance | null
  closedAt: Date | null
  closedBy: string | null
}

export const isRunning = ({ closedAt }: Pick<HypothesisTest, 'closedAt'>): boolean => closedAt === null

/** A test closed without a result; it does not count as a test. */
export const isGivenUp = ({ closedAt, result }: Pick<HypothesisTest, 'closedAt' | 'result'>): boolean =>
  closedAt !== null && result === null

/** Tests that are running or have a result. */
export const countedTests = ({ tests }: Pick<Hypothesis, 'tests'>): HypothesisTest[] =>
  tests.filter((test) => !isGivenUp(test))

interface TestHolders {
  hypotheses: readonly Hypothesis[]
  otherTests: readonly HypothesisTest[]
}

/** Every test of the incident, oldest first. */
export const allTests = ({ hypotheses, otherTests }: TestHolders): HypothesisTest[] =>
  [...hypotheses.flatMap(({ tests }) => tests), ...otherTests].toSorted((a, b) => +a.begunAt - +b.begunAt)

/** Running tests of open hypotheses, in the order of the hypotheses, then those that belong to none. */
export const runningTests = ({ hypotheses, otherTests }: TestHolders): HypothesisTest[] =>
  [...selectOpenHypotheses(hypotheses).flatMap(({ tests }) => tests), ...otherTests].filter(isRunning)

/** Parses a stance from a modal or a command; null for anything else, such as `neither`. */
export const stanceOf = (value: string | undefined): EvidenceStance | null =>
  value === 'for' || value === 'against' ? value : null

/** An entry cited for or against a hypothesis; `at` and `by` say when and by whom it was cited. */
export interface Evidence extends EntryMessageRef {
  id: string
  hypothesisId: string
  entryId: string
  stance: EvidenceStance
  text: string
  at: Date
  by: string
}

/** Kinds of entries that say what was seen or done, so they can serve as evidence or need an explanation. */
export const citableEntryKinds = [
  'observation',
  'note',
  'change',
  'action',
  'recurrence',
] as const satisfies EntryKind[]

/** An entry that can be cited as evidence; `at` is when it occurred. */
export interface CitableEntry {
  id: string
  text: string
  kind: EntryKind
  at: Date
}

/** An observation marked unexplained. `explainedAt` is set once explained; `explainedBy` only if by a hypothesis. */
export interface Unexplained extends EntryMessageRef {
  entryId: string
  text: string
  since: Date
  explainedBy: string | null
  explainedAt: Date | null
}

/**
 * One explanation the team holds. `reopenedAt` is the latest time it was reopened. `lastChallengedAt` is the latest
 * time something challenged it: evidence against, a test begun or closed, a rival hypothesis. It starts as the time the
 * hypothesis was recorded, which is later than `openedAt` if that is the time of a captured message.
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

/** The start of the current or last open period; time before a reopening is not counted. */
export const openSince = <T>({ openedAt, reopenedAt }: { openedAt: T; reopenedAt: T | null }): T =>
  reopenedAt ?? openedAt

export const countOf = ({ evidence }: Pick<Hypothesis, 'evidence'>, stance: EvidenceStance): number =>
  evidence.filter((item) => item.stance === stance).length

export const stillUnexplained = (observations: readonly Unexplained[]): Unexplained[] =>
  observations.filter(({ explainedAt }) => explainedAt === null)

export const selectOpenHypotheses = <T extends Pick<Hypothesis, 'state'>>(hypotheses: readonly T[]): T[] =>
  hypotheses.filter((hypothesis) => hypothesis.state === 'open')

export const confirmedCause = <T extends Pick<Hypothesis, 'verdict'>>(hypotheses: readonly T[]): T | undefined =>
  hypotheses.find(({ verdict }) => verdict === 'cause')

/** The open hypothesis marked as leading, or else the only open one. None once a cause is confirmed. */
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
