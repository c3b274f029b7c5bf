import { openSince } from '../../../investigation/ledger/model.ts'
import { sayDuration } from '../../../platform/time/durations.ts'
import type { EvidenceGiven, HypothesisRecord, TestRun } from '../../document/investigation.ts'
import type { PostMortem } from '../../document/model.ts'
import {
  emphasisNode,
  type Line,
  linkNode,
  listItemNode,
  listNode,
  listUnder,
  type Node,
  paragraphNode,
  strongNode,
  tableNode,
} from '../nodes.ts'
import { parseSlackLine } from '../slack-text.ts'
import { fullTime } from '../times.ts'

const hypothesisTableHead = ['Hypothesis', 'By', 'From', 'Until', 'Held', 'Evidence', 'Tests', 'End']

/** A table of all hypotheses, followed by the evidence and the tests of each. */
export function believedBlock({ believed, otherTests, incident: { zone } }: PostMortem): Node[] {
  return [
    believed.length > 0
      ? tableNode(
          hypothesisTableHead,
          believed.map((hypothesis) => hypothesisRow(hypothesis, zone)),
        )
      : paragraphNode('No hypothesis was tracked.'),
    ...evidenceItems(believed, zone),
    ...listUnder(
      'Other tests',
      otherTests.map((test) => listItemNode(testResultLine(test, zone))),
    ),
  ]
}

function hypothesisRow(hypothesis: HypothesisRecord, zone: string): Line[] {
  const { statement, proposedBy, closedAt, closedAtLink } = hypothesis
  const opened = openSince(hypothesis)
  const length = Date.parse(closedAt ?? opened) - Date.parse(opened)
  return [
    parseSlackLine(statement),
    [proposedBy],
    proposedAtLine(hypothesis, zone),
    closedAt ? [linkNode(fullTime(closedAt, zone), closedAtLink)] : [],
    [length > 0 ? sayDuration(length) : ''],
    [evidenceCount(hypothesis)],
    [testCount(hypothesis)],
    hypothesisOutcomeLine(hypothesis),
  ]
}

/** When it was proposed and, if it was reopened, when it was last reopened. */
function proposedAtLine(
  { openedAt, reopenedAt, proposedAtLink, reopenedAtLink }: HypothesisRecord,
  zone: string,
): Line {
  const again: Line = reopenedAt ? ['; again ', linkNode(fullTime(reopenedAt, zone), reopenedAtLink)] : []
  return [linkNode(fullTime(openedAt, zone), proposedAtLink), ...again]
}

function evidenceCount({ evidence }: HypothesisRecord): string {
  const count = (stance: EvidenceGiven['stance']) => evidence.filter((item) => item.stance === stance).length
  return evidence.length > 0 ? `${count('for')} for, ${count('against')} against` : 'none'
}

function testCount({ tests }: HypothesisRecord): string {
  const open = tests.filter(({ closedAt }) => closedAt === null).length
  if (tests.length === 0) return 'none'
  if (open === 0) return String(tests.length)
  return open === tests.length ? `${open}, without a result` : `${tests.length}, ${open} without a result`
}

const hypothesisOutcomeLine = ({ state, verdict, because }: HypothesisRecord): Line => [
  `${state}${verdict === 'contributing' ? ' as contributing' : ''}`,
  ...(because ? [': ', ...parseSlackLine(because)] : []),
]

function evidenceItems(believed: readonly HypothesisRecord[], zone: string): Node[] {
  const examined = believed.filter(({ evidence, tests }) => evidence.length + tests.length > 0)
  const items = examined.map(({ statement, evidence, tests }) =>
    listItemNode(
      parseSlackLine(statement),
      listNode([
        ...evidence
          .filter((item) => !isTestEvidence(item, tests))
          .map((item) => listItemNode(evidenceLine(item, zone))),
        ...tests.map((test) => listItemNode(testResultLine(test, zone))),
      ]),
    ),
  )
  return listUnder('For, against and tested', items)
}

/** Evidence that a test produced is shown with the test. */
const isTestEvidence = ({ entries }: EvidenceGiven, tests: readonly TestRun[]): boolean =>
  entries.some((id) => tests.some((test) => test.entries.includes(id)))

const evidenceLine = ({ stance, at, permalink, text, by }: EvidenceGiven, zone: string): Line => [
  strongNode(stance),
  ' ',
  linkNode(fullTime(at, zone), permalink),
  ': ',
  ...parseSlackLine(text),
  ` (${by})`,
]

function testResultLine({ text, owner, begunAt, dueAt, permalink, result, speaks }: TestRun, zone: string): Line {
  const outcome: Line =
    result === null
      ? [emphasisNode('no result was recorded')]
      : [...(speaks ? [strongNode(speaks), ': '] : []), ...parseSlackLine(result)]
  const due = ` (${owner}, due ${fullTime(dueAt, zone)}): `
  return [
    strongNode('test'),
    ' ',
    linkNode(fullTime(begunAt, zone), permalink),
    ': ',
    ...parseSlackLine(text),
    due,
    ...outcome,
  ]
}
