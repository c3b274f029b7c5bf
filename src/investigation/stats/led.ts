import { openSince } from '../ledger/model.ts'
import { wasHypothesisUndone } from '../ledger/undone.ts'
import type { MeasuredHypothesis, MeasuredTimes } from './model.ts'

interface MeasuredSpan {
  from: number
  to: number
}

/** What the team held; what was taken back at once it never did. */
export const excludeRevertedHypotheses = <T extends MeasuredHypothesis>(hypotheses: readonly T[]): T[] =>
  hypotheses.filter((known) => !wasHypothesisUndone(known))

/** From the first sign of it to its resolution; an incident that still runs has no end. */
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

/** What has run and told nothing yet, or was given up, has tested nothing. */
export const isTested = ({ tests }: Pick<MeasuredHypothesis, 'tests'>): boolean =>
  tests.some(({ result }) => result !== null)

/**
 * For how long hypotheses led that were later ruled out, in ms, each moment counted once. Which of several led at
 * which time is not stored: only the mark of today is, and a hypothesis loses it when it is closed. So a moment
 * counts when something was held and all of it was later ruled out, for then the lead was wrong whichever had it.
 * Where something else was held too, the wrong one may have led: that is left out, so the figure is the least it was.
 * A hypothesis that was closed and opened again counts from the latest opening. Before the beginning and after the
 * resolution nothing counts. Null until one was ruled out or confirmed: nobody knows yet whether they were right.
 */
export function measureWrongLeadMs(incident: MeasuredTimes, hypotheses: readonly MeasuredHypothesis[]): number | null {
  const held = excludeRevertedHypotheses(hypotheses)
  if (!held.some(({ state }) => state === 'ruled_out' || state === 'confirmed')) return null
  const window = getIncidentSpan(incident)
  const spans = (wrong: boolean) =>
    held.filter(({ state }) => (state === 'ruled_out') === wrong).map((known) => clampHypothesisSpan(window, known))
  return measureUncoveredMs(spans(true), spans(false))
}

function clampHypothesisSpan({ from, to }: MeasuredSpan, known: MeasuredHypothesis): MeasuredSpan {
  const { closedAt, state, verdict } = known
  const clamp = (at: number) => Math.min(Math.max(at, from), to)
  // What was ruled out nobody knows when says nothing of how long it was held.
  const closed = closedAt ?? (state === 'ruled_out' ? openSince(known) : null)
  // Confirmed as the cause it goes on being held: nothing leads beside it.
  const end = verdict === 'cause' ? null : closed
  return { from: clamp(openSince(known).getTime()), to: clamp(end?.getTime() ?? Number.POSITIVE_INFINITY) }
}

/** How much time these spans cover that none of those does. */
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
 * From the first hypothesis to the second, as far as they came while it lasted: for so long there was only one
 * explanation. One that was named only to rule it out counts. What was said before the beginning counts from then.
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
