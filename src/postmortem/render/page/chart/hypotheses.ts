import type { ElementContent } from 'hast'
import { s } from 'hastscript'
import { openSince } from '../../../../investigation/ledger/model.ts'
import { sayDuration } from '../../../../platform/time/durations.ts'
import type { HypothesisRecord, TestRun } from '../../../document/investigation.ts'
import type { PostMortem } from '../../../document/model.ts'
import { fullTime } from '../../../templates/times.ts'
import { drawMarks, type Mark } from './marks.ts'
import { barPatternFill } from './patterns.ts'
import {
  barHeight,
  barMiddleOffset,
  type ChartRow,
  drawBar,
  drawRowLabels,
  roundToTenth,
  type TimeScale,
} from './rows.ts'

/** The outcomes of hypotheses with their labels. Each also has its own colour, and a pattern or none. */
export const chartOutcomeLabels = {
  open: 'open',
  'ruled-out': 'ruled out',
  confirmed: 'confirmed as the cause',
  contributing: 'confirmed as contributing',
  parked: 'parked',
} as const
export type ChartOutcome = keyof typeof chartOutcomeLabels

const chartOutcomeByState: Record<string, ChartOutcome> = {
  open: 'open',
  'ruled out': 'ruled-out',
  confirmed: 'confirmed',
  parked: 'parked',
}

export const chartOutcomeOf = ({ state, verdict }: HypothesisRecord): ChartOutcome =>
  verdict === 'contributing' ? 'contributing' : (chartOutcomeByState[state] ?? 'open')

/** A lane for each hypothesis: how long it was open, the evidence for and against it, and its tests. */
export const hypothesisLaneRows = ({ believed, incident: { zone } }: PostMortem, patterns: string): ChartRow[] =>
  believed.map((hypothesis) => buildHypothesisLane(hypothesis, zone, patterns))

function buildHypothesisLane(hypothesis: HypothesisRecord, zone: string, patterns: string): ChartRow {
  const { statement, closedAt, tests } = hypothesis
  const opened = openSince(hypothesis)
  const ending = chartOutcomeOf(hypothesis)
  const from = Date.parse(opened)
  const to = closedAt === null ? Number.POSITIVE_INFINITY : Date.parse(closedAt)
  const lasted = to - from > 0 && closedAt !== null ? ` after ${sayDuration(to - from)}` : ''
  const until = closedAt === null ? 'not ended' : fullTime(closedAt, zone)
  const title = `${statement}\n${fullTime(opened, zone)} – ${until}\n${chartOutcomeLabels[ending]}${lasted}`
  const rows = tests.length > 0 ? barHeight : 0
  return {
    height: 44 + rows,
    draw: (top, place) => [
      ...drawRowLabels(top, statement, `${chartOutcomeLabels[ending]}${lasted}`),
      drawBar([place(from), place(to)], top, { className: ending, fill: barPatternFill(ending, patterns), title }),
      ...drawMarks(evidenceMarks(hypothesis, zone), top + barMiddleOffset, place),
      ...tests.map((test) => drawTestLine(test, top + barMiddleOffset + barHeight + 1, place)),
      ...drawMarks(testMarks(hypothesis, zone), top + barMiddleOffset + barHeight + 1, place),
    ],
  }
}

const evidenceMarks = ({ evidence }: HypothesisRecord, zone: string): Mark[] =>
  evidence.map(({ stance, at, text, by }) => ({
    kind: stance,
    at: Date.parse(at),
    says: `${stanceLabels[stance]}, ${fullTime(at, zone)}: ${text} (${by})`,
  }))

const stanceLabels = { for: 'For', against: 'Against' } as const

const testMarks = ({ tests }: HypothesisRecord, zone: string): Mark[] =>
  tests.flatMap(({ text, owner, begunAt, closedAt, result }): Mark[] => [
    {
      kind: 'begun',
      at: Date.parse(begunAt),
      says: `Test begun, ${fullTime(begunAt, zone)}: ${text} (${owner})`,
    },
    ...(closedAt === null
      ? []
      : [
          {
            kind: 'told',
            at: Date.parse(closedAt),
            says: `Result, ${fullTime(closedAt, zone)}: ${result ?? 'none was recorded'}`,
          } as const,
        ]),
  ])

/** Draws how long a test ran. One without a result has no known end, so it gets a short line of fixed length. */
function drawTestLine({ begunAt, closedAt }: TestRun, y: number, place: TimeScale): ElementContent {
  const from = place(Date.parse(begunAt))
  const to = closedAt === null ? from + 2 * barHeight : place(Date.parse(closedAt))
  const className = ['test', ...(closedAt === null ? ['untold'] : [])]
  return s('line', { className, x1: from, x2: roundToTenth(to), y1: y, y2: y })
}
