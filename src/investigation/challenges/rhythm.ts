import type { IncidentState } from '../../core/state.ts'
import { capital } from '../../platform/text.ts'
import { minute, sayDuration } from '../../platform/time/durations.ts'
import type { Background } from './background.ts'
import { begunAt } from './triggers.ts'
import { ordinal } from './words.ts'

/** One stretch of trouble, in ms; without an end where nobody said when it ended. */
interface Spell {
  from: number
  to: number | null
}

/** How often it came, from the impact windows or from what people said, whichever tells of more. */
export function spellsOf(state: IncidentState, { windows }: Pick<Background, 'windows'>): Spell[] {
  const measured = windows.map(({ from, to }) => ({ from: from.getTime(), to: to?.getTime() ?? null }))
  const back = state.recurrences.map(({ at }) => at.getTime()).filter((at) => at > begunAt(state))
  const told = apart([begunAt(state), ...back]).map((from) => ({ from, to: null }))
  return measured.length >= told.length ? measured : told
}

/** What is said to be back within so long had not gone. */
const briefly = 5 * minute

const apart = (times: readonly number[]): number[] =>
  times.filter((at, index) => at - (times[index - 1] ?? 0) >= briefly)

/** `Second time, about 20 min, like the first`: how it came and went; undefined where it came but once. */
export function sayRhythm(spells: readonly Spell[]): string | undefined {
  const [beforeLast, last] = spells.slice(-2)
  if (!beforeLast || !last) return undefined
  const count = capital(`${ordinal(spells.length)} time`)
  const before = ordinal(spells.length - 1)
  const gap = sayDuration(last.from - beforeLast.from)
  if (lastsAlike(spells)) return `${count}, about ${sayDuration(lengthOf(last) ?? 0)}, like the ${before}`
  return comesAlike(spells)
    ? `${count}, about ${gap} after the last, as before`
    : `${count}, ${gap} after the ${before}`
}

/** Whether it comes and goes in a way that an explanation would have to account for. */
export const isRhythmic = (spells: readonly Spell[]): boolean => lastsAlike(spells) || comesAlike(spells)

function lastsAlike(spells: readonly Spell[]): boolean {
  const [before, last] = spells.slice(-2).map(lengthOf)
  return before != null && last != null && alike(before, last)
}

function comesAlike(spells: readonly Spell[]): boolean {
  const [first, second, third] = spells.slice(-3).map(({ from }) => from)
  return (
    first !== undefined &&
    second !== undefined &&
    third !== undefined &&
    alike(second - first, third - second)
  )
}

const lengthOf = ({ from, to }: Spell): number | null => (to === null ? null : to - from)

/** Within a quarter: people do not note such times to the minute. */
const alike = (a: number, b: number): boolean => Math.abs(a - b) <= Math.max(a, b) / 4
