import type { IncidentState } from '../../core/state.ts'
import { capitalizeFirst } from '../../platform/text.ts'
import { minuteMs, sayDuration } from '../../platform/time/durations.ts'
import type { QuestionBackground } from './background.ts'
import { formatOrdinal } from './phrases.ts'
import { getResponseStartMs } from './triggers.ts'

/** One stretch of trouble, in ms; without an end where nobody said when it ended. */
interface Spell {
  from: number
  to: number | null
}

/** How often it came, from the impact windows or from what people said, whichever tells of more. */
export function listTroubleSpells(state: IncidentState, { windows }: Pick<QuestionBackground, 'windows'>): Spell[] {
  const measured = windows.map(({ from, to }) => ({ from: from.getTime(), to: to?.getTime() ?? null }))
  const back = state.recurrences.map(({ at }) => at.getTime()).filter((at) => at > getResponseStartMs(state))
  const told = dropNearbyTimes([getResponseStartMs(state), ...back]).map((from) => ({ from, to: null }))
  return measured.length >= told.length ? measured : told
}

/** What is said to be back within so long had not gone. */
const minRecurrenceGapMs = 5 * minuteMs

const dropNearbyTimes = (times: readonly number[]): number[] =>
  times.filter((at, index) => at - (times[index - 1] ?? 0) >= minRecurrenceGapMs)

/** `Second time, about 20 min, like the first`: how it came and went; undefined where it came but once. */
export function describeRhythm(spells: readonly Spell[]): string | undefined {
  const [beforeLast, last] = spells.slice(-2)
  if (!beforeLast || !last) return undefined
  const count = capitalizeFirst(`${formatOrdinal(spells.length)} time`)
  const before = formatOrdinal(spells.length - 1)
  const gap = sayDuration(last.from - beforeLast.from)
  if (lastsAlike(spells)) return `${count}, about ${sayDuration(getSpellLengthMs(last) ?? 0)}, like the ${before}`
  return comesAlike(spells)
    ? `${count}, about ${gap} after the last, as before`
    : `${count}, ${gap} after the ${before}`
}

/** Whether it comes and goes in a way that an explanation would have to account for. */
export const isRhythmic = (spells: readonly Spell[]): boolean => lastsAlike(spells) || comesAlike(spells)

function lastsAlike(spells: readonly Spell[]): boolean {
  const [before, last] = spells.slice(-2).map(getSpellLengthMs)
  return before != null && last != null && isSimilarDuration(before, last)
}

function comesAlike(spells: readonly Spell[]): boolean {
  const [first, second, third] = spells.slice(-3).map(({ from }) => from)
  return (
    first !== undefined &&
    second !== undefined &&
    third !== undefined &&
    isSimilarDuration(second - first, third - second)
  )
}

const getSpellLengthMs = ({ from, to }: Spell): number | null => (to === null ? null : to - from)

/** Within a quarter: people do not note such times to the minute. */
const isSimilarDuration = (a: number, b: number): boolean => Math.abs(a - b) <= Math.max(a, b) / 4
