import { capitalizeFirst } from '../../platform/text.ts'
import { minuteMs, sayDuration } from '../../platform/time/durations.ts'
import type { InvestigationState } from '../state.ts'
import type { QuestionBackground } from './background.ts'
import { formatOrdinal } from './phrases.ts'
import { getResponseStartMs } from './triggers.ts'

/** One spell of trouble, in epoch ms. `to` is null if nobody recorded its end. */
interface TroubleSpell {
  from: number
  to: number | null
}

/** The spells of trouble, from the impact windows or from recorded recurrences, whichever has more. */
export function listTroubleSpells(
  state: InvestigationState,
  { windows }: Pick<QuestionBackground, 'windows'>,
): TroubleSpell[] {
  const measured = windows.map(({ from, to }) => ({ from: from.getTime(), to: to?.getTime() ?? null }))
  const recurrences = state.recurrences.map(({ at }) => at.getTime()).filter((at) => at > getResponseStartMs(state))
  const recorded = dropNearbyTimes([getResponseStartMs(state), ...recurrences]).map((from) => ({ from, to: null }))
  return measured.length >= recorded.length ? measured : recorded
}

/** A recurrence sooner than this means that the symptom had not gone away. */
const minRecurrenceGapMs = 5 * minuteMs

const dropNearbyTimes = (times: readonly number[]): number[] =>
  times.filter((at, index) => at - (times[index - 1] ?? 0) >= minRecurrenceGapMs)

/**
 * How the trouble comes and goes: `Second time, about 20 min, like the first`. Undefined with fewer than two spells.
 */
export function describeRhythm(spells: readonly TroubleSpell[]): string | undefined {
  const [beforeLast, last] = spells.slice(-2)
  if (!beforeLast || !last) return undefined
  const count = capitalizeFirst(`${formatOrdinal(spells.length)} time`)
  const before = formatOrdinal(spells.length - 1)
  const gap = sayDuration(last.from - beforeLast.from)
  if (haveSimilarLengths(spells))
    return `${count}, about ${sayDuration(getSpellLengthMs(last) ?? 0)}, like the ${before}`
  return haveSimilarIntervals(spells)
    ? `${count}, about ${gap} after the last, as before`
    : `${count}, ${gap} after the ${before}`
}

/** Whether the trouble comes and goes so regularly that an explanation has to account for it. */
export const isRhythmic = (spells: readonly TroubleSpell[]): boolean =>
  haveSimilarLengths(spells) || haveSimilarIntervals(spells)

function haveSimilarLengths(spells: readonly TroubleSpell[]): boolean {
  const [before, last] = spells.slice(-2).map(getSpellLengthMs)
  return before != null && last != null && isSimilarDuration(before, last)
}

function haveSimilarIntervals(spells: readonly TroubleSpell[]): boolean {
  const [first, second, third] = spells.slice(-3).map(({ from }) => from)
  return (
    first !== undefined &&
    second !== undefined &&
    third !== undefined &&
    isSimilarDuration(second - first, third - second)
  )
}

const getSpellLengthMs = ({ from, to }: TroubleSpell): number | null => (to === null ? null : to - from)

/** Whether they differ by at most a quarter: people do not note such times to the minute. */
const isSimilarDuration = (a: number, b: number): boolean => Math.abs(a - b) <= Math.max(a, b) / 4
