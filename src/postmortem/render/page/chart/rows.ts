import type { ElementContent } from 'hast'
import { s } from 'hastscript'
import { type Axis, makeLinearScale } from './axis.ts'
import { clipToWidth } from './clip.ts'

/** Width of a chart in its own units, and the margin on either side. */
export const chartWidth = 1_000
const chartInset = 10
/** Space after the last time, into which bars without an end continue. */
const openEndSpace = 24

/** Maps a time to its x coordinate; infinity (no end) to the right edge of the chart. */
export const makeTimeScale = ({ span }: Axis): ((at: number) => number) => {
  const place = makeLinearScale(span, chartWidth - 2 * chartInset - openEndSpace)
  return (at) => (at === Number.POSITIVE_INFINITY ? chartWidth - chartInset : chartInset + place(at))
}
export type TimeScale = ReturnType<typeof makeTimeScale>

/** A row of a chart, whose height includes its labels. */
export interface ChartRow {
  height: number
  draw(top: number, place: TimeScale): ElementContent[]
}

export const labelFontSize = 13
/** Offsets of the labels and the bar from the top of a row. */
const [wordsAt, barAt] = [14, 21]
export const barHeight = 14
/** Offset of the middle of the bar from the top of a row. */
export const barMiddleOffset = barAt + barHeight / 2

/** Draws the labels above the bar: the name on the left, with a tooltip if it is cut, and the outcome on the right. */
export function drawRowLabels(top: number, name: string, outcome = ''): ElementContent[] {
  const room = chartWidth - 2 * chartInset - outcome.length * labelFontSize * 0.6
  const shown = clipToWidth(name, room, labelFontSize)
  const left = s('text', { className: ['name'], x: chartInset, y: top + wordsAt }, [
    ...(shown === name ? [] : [s('title', name)]),
    shown,
  ])
  if (outcome === '') return [left]
  const right = { className: ['outcome'], x: chartWidth - chartInset, y: top + wordsAt, textAnchor: 'end' }
  return [left, s('text', right, outcome)]
}

/** Draws a period as a bar that is wide enough to be seen. */
export function drawBar(
  [from, to]: readonly [from: number, to: number],
  top: number,
  { className, fill, title }: { className: string; fill?: string | undefined; title: string },
): ElementContent {
  const length = Math.max(3, to - from)
  const x = Math.min(from, chartWidth - chartInset - length)
  const box = { x, y: top + barAt, width: roundToTenth(length), height: barHeight, rx: 2 }
  return s('g', { className: ['bar', className] }, [
    s('title', title),
    s('rect', { className: ['ground'], ...box }),
    ...(fill ? [s('rect', { ...box, fill })] : []),
  ])
}

export const roundToTenth = (value: number): number => Math.round(value * 10) / 10
