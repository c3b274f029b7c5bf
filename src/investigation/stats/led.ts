import { openSince } from '../ledger/model.ts'
import { wasHypothesisUndone } from '../ledger/undone.ts'
import type { MeasuredHypothesis, MeasuredTimes } from './model.ts'

interface MeasuredSpan {
  from: number
  to: number
}

/** The hypotheses the team really held, without those undone before anybody worked on them. */
export const excludeRevertedHypotheses = <T extends MeasuredHypothesis>(hypotheses: readonly T[]): T[] =>
  hypotheses.filter((hypothesis) => !wasHypothesisUndone(hypothesis))

/**
 * The span of the incident in epoch ms, from its first sign to its resolution or close. `to` is Infinity while it is
 * ongoing.
 */
export function getIncidentSpan({
  startedAt,
  detectedAt,
  declaredAt,
  resolvedAt,
  closedAt,
}: MeasuredTimes): MeasuredSpan {
  const signs = [startedAt, detectedAt, declaredAt].filter((at) => at !== null)
  const from = Math.min(...signs.map(Number))
  const end = resolvedAt ?? closedAt
  return { from, to: end ? Math.max(from, end.getTime()) : Number.POSITIVE_INFINITY }
}

/** Whether at least one test has a result. A running test has none yet, and one that was given up never will. */
export const isTested = ({ tests }: Pick<MeasuredHypothesis, 'tests'>): boolean =>
  tests.some(({ result }) => result !== null)

/**
 * How long the team was led by hypotheses that were later ruled out, in ms; overlapping spans count once. Which of
 * several hypotheses led at what time is not stored: only the current mark is, and closing a hypothesis clears it. So
 * time counts only while every hypothesis held was later ruled out, because then the lead was wrong whichever had it.
 * While another was held as well, the wrong one may still have led; leaving that time out makes the figure a lower
 * bound. A reopened hypothesis counts from its latest opening. Time before the start or after the resolution does not
 * count. Null until a hypothesis was ruled out or confirmed, because nobody knows yet whether the team was right.
 */
export function measureWrongLeadMs(incident: MeasuredTimes, hypotheses: readonly MeasuredHypothesis[]): number | null {
  const held = excludeRevertedHypotheses(hypotheses)
  if (!held.some(({ state }) => state === 'ruled_out' || state === 'confirmed')) return null
  const window = getIncidentSpan(incident)
  const spans = (wrong: boolean) =>
    held
      .filter(({ state }) => (state === 'ruled_out') === wrong)
      .map((hypothesis) => clampHypothesisSpan(window, hypothesis))
  return measureUncoveredMs(spans(true), spans(false))
}

function clampHypothesisSpan({ from, to }: MeasuredSpan, hypothesis: MeasuredHypothesis): MeasuredSpan {
  const { closedAt, state, verdict } = hypothesis
  const clamp = (at: number) => Math.min(Math.max(at, from), to)
  // Ruled out at an unknown time: nothing says how long it was held, so it counts for no time.
  const closed = closedAt ?? (state === 'ruled_out' ? openSince(hypothesis) : null)
  // A confirmed cause stays held to the end, because nothing leads beside it.
  const end = verdict === 'cause' ? null : closed
  return { from: clamp(openSince(hypothesis).getTime()), to: clamp(end?.getTime() ?? Number.POSITIVE_INFINITY) }
}

/** Total ms covered by `these` spans and by none of `those`. */
function measureUncoveredMs(these: readonly MeasuredSpan[], those: readonly MeasuredSpan[]): number {
  const edges = [...new Set([...these, ...those].flatMap(({ from, to }) => [from, to]))]
  const inOrder = edges.toSorted((a, b) => a - b)
  return inOrder.reduce((total, from, index) => {
    const to = inOrder[index + 1]
    const covers = (span: MeasuredSpan) => to !== undefined && span.from <= from && span.to >= to
    return to !== undefined && these.some(covers) && !those.some(covers) ? total + to - from : total
  }, 0)
}

/**
 * Ms from the first hypothesis to the second, which is how long there was only one explanation. One opened only to be
 * ruled out counts. One opened before the incident counts from its start, and one opened after its end is ignored. Null
 * with fewer than two.
 */
export function measureSecondHypothesisDelayMs(
  incident: MeasuredTimes,
  hypotheses: readonly MeasuredHypothesis[],
): number | null {
  const { from, to } = getIncidentSpan(incident)
  const [first, second] = excludeRevertedHypotheses(hypotheses)
    .map(({ openedAt }) => Math.max(openedAt.getTime(), from))
    .filter((at) => at <= to)
    .toSorted((a, b) => a - b)
  return first === undefined || second === undefined ? null : second - first
}
