import { openSince } from '../../../investigation/ledger/model.ts'
import { sayDuration } from '../../../platform/time/durations.ts'
import type { PostMortem } from '../../document/model.ts'
import type { Belief, EvidenceGiven, TestRun } from '../../document/search.ts'
import {
  emphasis,
  item,
  type Line,
  linked,
  list,
  listUnder,
  type Node,
  paragraph,
  strong,
  table,
} from '../nodes.ts'
import { fullTime } from '../times.ts'
import { lineOf } from '../words.ts'

const head = ['Hypothesis', 'By', 'From', 'Until', 'Held', 'Evidence', 'Tests', 'End']

/** Every hypothesis in a row, and below the table what spoke for and against each of them. */
export function believedBlock({ believed, otherTests, incident: { zone } }: PostMortem): Node[] {
  return [
    believed.length > 0
      ? table(
          head,
          believed.map((known) => row(known, zone)),
        )
      : paragraph('No hypothesis was tracked.'),
    ...grounds(believed, zone),
    ...listUnder(
      'Other tests',
      otherTests.map((test) => item(testLine(test, zone))),
    ),
  ]
}

function row(known: Belief, zone: string): Line[] {
  const { statement, proposedBy, closedAt, closedAtLink } = known
  const opened = openSince(known)
  const length = Date.parse(closedAt ?? opened) - Date.parse(opened)
  return [
    lineOf(statement),
    [proposedBy],
    from(known, zone),
    closedAt ? [linked(fullTime(closedAt, zone), closedAtLink)] : [],
    [length > 0 ? sayDuration(length) : ''],
    [evidenceCount(known)],
    [testCount(known)],
    end(known),
  ]
}

/** When it was proposed, and from when it counts where it was opened again. */
function from({ openedAt, reopenedAt, proposedAtLink, reopenedAtLink }: Belief, zone: string): Line {
  const again: Line = reopenedAt ? ['; again ', linked(fullTime(reopenedAt, zone), reopenedAtLink)] : []
  return [linked(fullTime(openedAt, zone), proposedAtLink), ...again]
}

function evidenceCount({ evidence }: Belief): string {
  const count = (stance: EvidenceGiven['stance']) =>
    evidence.filter((known) => known.stance === stance).length
  return evidence.length > 0 ? `${count('for')} for, ${count('against')} against` : 'none'
}

function testCount({ tests }: Belief): string {
  const open = tests.filter(({ closedAt }) => closedAt === null).length
  if (tests.length === 0) return 'none'
  if (open === 0) return String(tests.length)
  return open === tests.length ? `${open}, without a result` : `${tests.length}, ${open} without a result`
}

const end = ({ state, verdict, because }: Belief): Line => [
  `${state}${verdict === 'contributing' ? ' as contributing' : ''}`,
  ...(because ? [': ', ...lineOf(because)] : []),
]

function grounds(believed: readonly Belief[], zone: string): Node[] {
  const known = believed.filter(({ evidence, tests }) => evidence.length + tests.length > 0)
  const items = known.map(({ statement, evidence, tests }) =>
    item(
      lineOf(statement),
      list([
        ...evidence
          .filter((given) => !isResultOf(given, tests))
          .map((given) => item(evidenceLine(given, zone))),
        ...tests.map((test) => item(testLine(test, zone))),
      ]),
    ),
  )
  return listUnder('For, against and tested', items)
}

/** What a test told is said with the test. */
const isResultOf = ({ entries }: EvidenceGiven, tests: readonly TestRun[]): boolean =>
  entries.some((id) => tests.some((test) => test.entries.includes(id)))

const evidenceLine = ({ stance, at, permalink, text, by }: EvidenceGiven, zone: string): Line => [
  strong(stance),
  ' ',
  linked(fullTime(at, zone), permalink),
  ': ',
  ...lineOf(text),
  ` (${by})`,
]

function testLine({ text, owner, begunAt, dueAt, permalink, result, speaks }: TestRun, zone: string): Line {
  const told: Line =
    result === null
      ? [emphasis('no result was recorded')]
      : [...(speaks ? [strong(speaks), ': '] : []), ...lineOf(result)]
  const due = ` (${owner}, due ${fullTime(dueAt, zone)}): `
  return [
    strong('test'),
    ' ',
    linked(fullTime(begunAt, zone), permalink),
    ': ',
    ...lineOf(text),
    due,
    ...told,
  ]
}
