import type { ElementContent } from 'hast'
import { s } from 'hastscript'
import { openSince } from '../../../../investigation/ledger/model.ts'
import { sayDuration } from '../../../../platform/time/durations.ts'
import type { PostMortem } from '../../../document/model.ts'
import type { Belief, TestRun } from '../../../document/search.ts'
import { fullTime } from '../../../templates/times.ts'
import { drawn, type Mark } from './marks.ts'
import { fillOf } from './patterns.ts'
import { bar, barHeight, middle, type Place, type Row, round, wordsAbove } from './rows.ts'

/** How a hypothesis ended: each has a colour, a pattern and a word of its own. */
export const endings = {
  open: 'open',
  'ruled-out': 'ruled out',
  confirmed: 'confirmed as the cause',
  contributing: 'confirmed as contributing',
  parked: 'parked',
} as const
export type Ending = keyof typeof endings

const ofState: Record<string, Ending> = {
  open: 'open',
  'ruled out': 'ruled-out',
  confirmed: 'confirmed',
  parked: 'parked',
}

export const endingOf = ({ state, verdict }: Belief): Ending =>
  verdict === 'contributing' ? 'contributing' : (ofState[state] ?? 'open')

/** A lane for each hypothesis: how long it was held, what spoke for and against it, and its tests. */
export const lanes = ({ believed, incident: { zone } }: PostMortem, patterns: string): Row[] =>
  believed.map((known) => lane(known, zone, patterns))

function lane(known: Belief, zone: string, patterns: string): Row {
  const { statement, closedAt, tests } = known
  const opened = openSince(known)
  const ending = endingOf(known)
  const from = Date.parse(opened)
  const to = closedAt === null ? Number.POSITIVE_INFINITY : Date.parse(closedAt)
  const lasted = to - from > 0 && closedAt !== null ? ` after ${sayDuration(to - from)}` : ''
  const until = closedAt === null ? 'not ended' : fullTime(closedAt, zone)
  const title = `${statement}\n${fullTime(opened, zone)} – ${until}\n${endings[ending]}${lasted}`
  const rows = tests.length > 0 ? barHeight : 0
  return {
    height: 44 + rows,
    draw: (top, place) => [
      ...wordsAbove(top, statement, `${endings[ending]}${lasted}`),
      bar([place(from), place(to)], top, { className: ending, fill: fillOf(ending, patterns), title }),
      ...drawn(evidenceMarks(known, zone), top + middle, place),
      ...tests.map((test) => testLine(test, top + middle + barHeight + 1, place)),
      ...drawn(testMarks(known, zone), top + middle + barHeight + 1, place),
    ],
  }
}

const evidenceMarks = ({ evidence }: Belief, zone: string): Mark[] =>
  evidence.map(({ stance, at, text, by }) => ({
    kind: stance,
    at: Date.parse(at),
    says: `${capitalStance[stance]}, ${fullTime(at, zone)}: ${text} (${by})`,
  }))

const capitalStance = { for: 'For', against: 'Against' } as const

const testMarks = ({ tests }: Belief, zone: string): Mark[] =>
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

/** While somebody looked. Of a test without a result nobody knows until when that was. */
function testLine({ begunAt, closedAt }: TestRun, y: number, place: Place): ElementContent {
  const from = place(Date.parse(begunAt))
  const to = closedAt === null ? from + 2 * barHeight : place(Date.parse(closedAt))
  const className = ['test', ...(closedAt === null ? ['untold'] : [])]
  return s('line', { className, x1: from, x2: round(to), y1: y, y2: y })
}
