import { s } from 'hastscript'
import { capitalizeFirst } from '../../../../platform/text.ts'
import { sayDuration } from '../../../../platform/time/durations.ts'
import type { PostMortem } from '../../../document/model.ts'
import { formatPeriod } from '../../../templates/blocks/impact.ts'
import { estimateTextWidth } from './clip.ts'
import { fillOf } from './patterns.ts'
import { barMiddleOffset, type ChartRow, drawBar, drawRowLabels, labelFontSize, type TimeScale } from './rows.ts'

/** When people were affected; no row where nobody said. */
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
                fill: fillOf('impact', patterns),
                title: formatPeriod(window, zone),
              }),
            ),
          ],
        },
      ]

/** Which status it had; its name stands in its band where there is room. */
export const statusRow = ({ statuses, incident: { zone } }: PostMortem): ChartRow[] =>
  statuses.length === 0
    ? []
    : [
        {
          height: 44,
          draw: (top, place) => [
            ...drawRowLabels(top, 'Status'),
            ...statuses.flatMap((held) => {
              const [from, to] = barExtentOf(held, place)
              const name = capitalizeFirst(held.status)
              const hasRoom = estimateTextWidth(name, labelFontSize) + 8 < to - from
              const words = { className: ['within'], x: from + 5, y: top + barMiddleOffset + 4 }
              return [
                drawBar([from, to], top, {
                  className: held.status,
                  title: `${name}\n${formatPeriod(held, zone)}`,
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

/** How long it had each status, in words; of the last nobody can say. */
export function describeStatusBand({ statuses }: PostMortem): { status: string; words: string }[] {
  const lasted = new Map<string, number | null>()
  for (const { status, from, to } of statuses)
    lasted.set(status, to === null ? null : (lasted.get(status) ?? 0) + Date.parse(to) - Date.parse(from))
  return [...lasted].map(([status, ms]) => ({
    status,
    words: ms === null ? capitalizeFirst(status) : `${capitalizeFirst(status)} ${sayDuration(ms)}`,
  }))
}
