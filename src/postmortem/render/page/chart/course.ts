import type { ElementContent } from 'hast'
import { s } from 'hastscript'
import type { ChallengeRecord } from '../../../document/investigation.ts'
import type { PostMortem } from '../../../document/model.ts'
import { fullTime } from '../../../templates/times.ts'
import { drawMarks, type Mark, type MarkKind } from './marks.ts'
import { barMiddleOffset, type ChartRow, drawRowLabels, type TimeScale } from './rows.ts'

/** A row with the recurrences; none if there were none. */
export const recurrenceRow = (document: PostMortem): ChartRow[] =>
  buildMarkedRow('The symptom came back', listRecurrenceMarks(document))

const listRecurrenceMarks = ({ recurrences: all, incident: { zone } }: PostMortem): Mark[] =>
  all.map(({ at, text }) => ({
    kind: 'again',
    at: Date.parse(at),
    says: `Came back, ${fullTime(at, zone)}: ${text}`,
  }))

/** A row with the challenges; none if there were none. */
export const questionRow = ({ challenges, incident: { zone } }: PostMortem): ChartRow[] =>
  buildMarkedRow(
    'Questions asked',
    challenges.map((challenge) => ({
      kind: questionMarkKind(challenge),
      at: Date.parse(challenge.at),
      says: `Asked, ${fullTime(challenge.at, zone)}: ${challenge.why} ${challenge.question}`,
    })),
  )

function questionMarkKind({ answeredWith, followedBy, answeredAt, answerKind }: ChallengeRecord): MarkKind {
  if (answeredWith ?? followedBy) return 'turned'
  return answeredAt !== null && answerKind !== 'moot' ? 'answered' : 'asked'
}

const buildMarkedRow = (name: string, marks: readonly Mark[]): ChartRow[] =>
  marks.length === 0
    ? []
    : [
        {
          height: 46,
          draw: (top, place) => [...drawRowLabels(top, name), ...drawMarks(marks, top + barMiddleOffset, place)],
        },
      ]

/** Draws impact periods and recurrences behind all rows. */
export const drawChartBackground = (
  { impact, recurrences: all }: PostMortem,
  place: TimeScale,
  [top, bottom]: readonly [number, number],
): ElementContent[] => [
  ...impact.windows.map(({ from, to }) => {
    const [x, end] = [place(Date.parse(from)), place(to ? Date.parse(to) : Number.POSITIVE_INFINITY)]
    const box = { x, y: top, width: Math.max(1, Math.round((end - x) * 10) / 10), height: bottom - top }
    return s('rect', { className: ['affected'], ...box })
  }),
  ...all.map(({ at }) => {
    const x = place(Date.parse(at))
    return s('line', { className: ['again'], x1: x, x2: x, y1: top, y2: bottom })
  }),
]
