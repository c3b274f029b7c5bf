import { s } from 'hastscript'
import { capital } from '../../../../platform/text.ts'
import { sayDuration } from '../../../../platform/time/durations.ts'
import type { PostMortem } from '../../../document/model.ts'
import { span } from '../../../templates/blocks/impact.ts'
import { widthOf } from './clip.ts'
import { fillOf } from './patterns.ts'
import { bar, letters, middle, type Place, type Row, wordsAbove } from './rows.ts'

/** When people were affected; no row where nobody said. */
export const impactRow = (
  { impact: { windows }, incident: { zone } }: PostMortem,
  patterns: string,
): Row[] =>
  windows.length === 0
    ? []
    : [
        {
          height: 44,
          draw: (top, place) => [
            ...wordsAbove(top, 'People affected'),
            ...windows.map((window) =>
              bar(ends(window, place), top, {
                className: 'impact',
                fill: fillOf('impact', patterns),
                title: span(window, zone),
              }),
            ),
          ],
        },
      ]

/** Which status it had; its name stands in its band where there is room. */
export const statusRow = ({ statuses, incident: { zone } }: PostMortem): Row[] =>
  statuses.length === 0
    ? []
    : [
        {
          height: 44,
          draw: (top, place) => [
            ...wordsAbove(top, 'Status'),
            ...statuses.flatMap((held) => {
              const [from, to] = ends(held, place)
              const name = capital(held.status)
              const hasRoom = widthOf(name, letters) + 8 < to - from
              const words = { className: ['within'], x: from + 5, y: top + middle + 4 }
              return [
                bar([from, to], top, { className: held.status, title: `${name}\n${span(held, zone)}` }),
                ...(hasRoom ? [s('text', words, name)] : []),
              ]
            }),
          ],
        },
      ]

const ends = ({ from, to }: { from: string; to: string | null }, place: Place): [number, number] => [
  place(Date.parse(from)),
  place(to ? Date.parse(to) : Number.POSITIVE_INFINITY),
]

/** How long it had each status, in words; of the last nobody can say. */
export function statusesInWords({ statuses }: PostMortem): { status: string; words: string }[] {
  const lasted = new Map<string, number | null>()
  for (const { status, from, to } of statuses)
    lasted.set(status, to === null ? null : (lasted.get(status) ?? 0) + Date.parse(to) - Date.parse(from))
  return [...lasted].map(([status, ms]) => ({
    status,
    words: ms === null ? capital(status) : `${capital(status)} ${sayDuration(ms)}`,
  }))
}
