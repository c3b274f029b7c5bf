import { s } from 'hastscript'
import { capitalizeFirst } from '../../../../platform/text.ts'
import { sayDuration } from '../../../../platform/time/durations.ts'
import type { PostMortem } from '../../../document/model.ts'
import { formatPeriod } from '../../../templates/blocks/impact.ts'
import { estimateTextWidth } from './clip.ts'
import { barPatternFill } from './patterns.ts'
import { barMiddleOffset, type ChartRow, drawBar, drawRowLabels, labelFontSize, type TimeScale } from './rows.ts'

/** A row with the impact periods; none if none were recorded. */
export const impactRow = ({ impact: { windows }, incident: { zone } }: PostMortem, patterns: string): ChartRow[] =>
  windows.length === 0
    ? []
    : [
        {
          height: 44,
          draw: (top, place) => [
            ...drawRowLabels(top, 'People affected'),
            ...windows.map((window) =>
              drawBar(barExtentOf(window, place), top, {
                className: 'impact',
                fill: barPatternFill('impact', patterns),
                title: formatPeriod(window, zone),
              }),
            ),
          ],
        },
      ]

/** A row with the status of the incident over time, each named in its band if there is room. */
export const statusRow = ({ statuses, incident: { zone } }: PostMortem): ChartRow[] =>
  statuses.length === 0
    ? []
    : [
        {
          height: 44,
          draw: (top, place) => [
            ...drawRowLabels(top, 'Status'),
            ...statuses.flatMap((period) => {
              const [from, to] = barExtentOf(period, place)
              const name = capitalizeFirst(period.status)
              const hasRoom = estimateTextWidth(name, labelFontSize) + 8 < to - from
              const words = { className: ['within'], x: from + 5, y: top + barMiddleOffset + 4 }
              return [
                drawBar([from, to], top, {
                  className: period.status,
                  title: `${name}\n${formatPeriod(period, zone)}`,
                }),
                ...(hasRoom ? [s('text', words, name)] : []),
              ]
            }),
          ],
        },
      ]

const barExtentOf = ({ from, to }: { from: string; to: string | null }, place: TimeScale): [number, number] => [
  place(Date.parse(from)),
  place(to ? Date.parse(to) : Number.POSITIVE_INFINITY),
]

/** Says how long the incident was in each status in total; the last one has no end, so it gets no duration. */
export function describeStatusBand({ statuses }: PostMortem): { status: string; words: string }[] {
  const lasted = new Map<string, number | null>()
  for (const { status, from, to } of statuses)
    lasted.set(status, to === null ? null : (lasted.get(status) ?? 0) + Date.parse(to) - Date.parse(from))
  return [...lasted].map(([status, ms]) => ({
    status,
    words: ms === null ? capitalizeFirst(status) : `${capitalizeFirst(status)} ${sayDuration(ms)}`,
  }))
}
