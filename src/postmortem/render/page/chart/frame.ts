import type { Element, ElementContent } from 'hast'
import { s } from 'hastscript'
import { dayAndMonth, time24 } from '../../../templates/times.ts'
import type { Axis } from './axis.ts'
import { estimateTextWidth } from './clip.ts'
import { type ChartRow, chartWidth, labelFontSize, makeTimeScale, type TimeScale } from './rows.ts'

/** Baselines of the days and times above the axis, and the top of the rows. */
const [daysAt, timesAt, head] = [14, 31, 40]
const frameFootHeight = 6

interface Frame {
  /** Prefix of the ids in this chart, unique on the page. */
  id: string
  title: string
  description: string
  axis: Axis
  zone: string
  rows: readonly ChartRow[]
  behind(place: TimeScale, ends: readonly [number, number]): ElementContent[]
  patterns: readonly Element[]
}

/** Renders rows below an axis as one SVG with a title and description. */
export function renderChartFrame({ id, title, description, axis, zone, rows, behind, patterns }: Frame): Element {
  const height = rows.reduce((sum, row) => sum + row.height, head + frameFootHeight)
  const place = makeTimeScale(axis)
  let top = head + 4
  const drawn = rows.map((row) => {
    const group = s('g', row.draw(top, place))
    top += row.height
    return group
  })
  return s(
    'svg',
    { viewBox: `0 0 ${chartWidth} ${height}`, role: 'img', ariaLabelledBy: [`${id}-title`, `${id}-words`] },
    [
      s('title', { id: `${id}-title` }, title),
      s('desc', { id: `${id}-words` }, description),
      s('defs', [...patterns]),
      ...behind(place, [head, height]),
      ...axisLines(axis, zone, place, height),
      ...drawn,
    ],
  )
}

function axisLines(axis: Axis, zone: string, place: TimeScale, height: number): ElementContent[] {
  const { ticks, isByDays, midnights } = axis
  const line = (at: number, name: string) =>
    s('line', { className: [name], x1: place(at), x2: place(at), y1: head - 4, y2: height })
  const words = ticks.map((at) =>
    s(
      'text',
      { className: ['tick'], x: clampLabelX(place(at)), y: timesAt, textAnchor: 'middle' },
      isByDays ? dayAndMonth(isoFromMs(at), zone) : time24(isoFromMs(at), zone),
    ),
  )
  return [
    ...ticks.map((at) => line(at, 'tick')),
    ...(isByDays ? [] : midnights.map((at) => line(at, 'midnight'))),
    s('line', { className: ['rule'], x1: 0, x2: chartWidth, y1: head - 4, y2: head - 4 }),
    ...words,
    ...(isByDays ? [] : drawDayLabels(axis, zone, place)),
  ]
}

/** Labels each day with its date, where the day or the chart begins, if there is room. */
function drawDayLabels({ span, midnights }: Axis, zone: string, place: TimeScale): ElementContent[] {
  const begun = [span.from, ...midnights.filter((at) => at > span.from)]
  return begun.flatMap((at, index) => {
    const words = dayAndMonth(isoFromMs(at), zone)
    const room = (index + 1 < begun.length ? place(begun[index + 1] ?? 0) : chartWidth) - place(at)
    return room < estimateTextWidth(words, labelFontSize) + 6
      ? []
      : [s('text', { className: ['day'], x: place(at) + (index > 0 ? 4 : 0), y: daysAt }, words)]
  })
}

/** Keeps a centred label inside the chart. */
const clampLabelX = (x: number): number => Math.min(Math.max(x, 24), chartWidth - 24)

const isoFromMs = (at: number): string => new Date(at).toISOString()
