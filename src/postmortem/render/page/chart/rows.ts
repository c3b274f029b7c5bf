import type { ElementContent } from 'hast'
import { s } from 'hastscript'
import { type Axis, makeLinearScale } from './axis.ts'
import { clipToWidth } from './clip.ts'

/** How wide a chart is drawn, in its own units, and how much of it is left free on either side. */
export const chartWidth = 1_000
const inset = 10
/** How much is left free behind the last time: what has no end goes on there. */
const beyond = 24

/** Where a time stands; what has no end ends where the chart does. */
export const makeTimeScale = ({ span }: Axis): ((at: number) => number) => {
  const place = makeLinearScale(span, chartWidth - 2 * inset - beyond)
  return (at) => (at === Number.POSITIVE_INFINITY ? chartWidth - inset : inset + place(at))
}
export type TimeScale = ReturnType<typeof makeTimeScale>

/** A row of a chart, with room above for its words. */
export interface ChartRow {
  height: number
  draw(top: number, place: TimeScale): ElementContent[]
}

export const labelFontSize = 13
/** How far below the top of a row its words stand, and its bar. */
const [wordsAt, barAt] = [14, 21]
export const barHeight = 14
/** The middle of the bar. */
export const barMiddleOffset = barAt + barHeight / 2

/** The words above the bar: what it is on the left, in full where one points at it, and what became of it on the right. */
export function drawRowLabels(top: number, name: string, outcome = ''): ElementContent[] {
  const room = chartWidth - 2 * inset - outcome.length * labelFontSize * 0.6
  const shown = clipToWidth(name, room, labelFontSize)
  const left = s('text', { className: ['name'], x: inset, y: top + wordsAt }, [
    ...(shown === name ? [] : [s('title', name)]),
    shown,
  ])
  if (outcome === '') return [left]
  const right = { className: ['outcome'], x: chartWidth - inset, y: top + wordsAt, textAnchor: 'end' }
  return [left, s('text', right, outcome)]
}

/** A stretch of time as a bar; never so short that it cannot be seen. */
export function drawBar(
  [from, to]: readonly [from: number, to: number],
  top: number,
  { className, fill, title }: { className: string; fill?: string | undefined; title: string },
): ElementContent {
  const length = Math.max(3, to - from)
  const x = Math.min(from, chartWidth - inset - length)
  const box = { x, y: top + barAt, width: roundToTenth(length), height: barHeight, rx: 2 }
  return s('g', { className: ['bar', className] }, [
    s('title', title),
    s('rect', { className: ['ground'], ...box }),
    ...(fill ? [s('rect', { ...box, fill })] : []),
  ])
}

export const roundToTenth = (value: number): number => Math.round(value * 10) / 10
