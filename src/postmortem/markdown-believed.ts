import { sayDuration } from '../lib/durations.ts'
import { fullTime, linked } from './markdown-parts.ts'
import { escapeCell as cell, escapeMarkdown as safe } from './markdown-text.ts'
import type { Belief, EvidenceGiven, PostMortem, TestRun } from './model.ts'

const heading = '## What we believed and when'
const head = '| Hypothesis | By | From | Until | Held | Evidence | Tests | End |\n|--|--|--|--|--|--|--|--|'

/** Every hypothesis in a row, and below the table what spoke for and against each of them. */
export function beliefsSection({ believed, otherTests, incident: { zone } }: PostMortem): string {
  const table =
    believed.length > 0
      ? `${head}\n${believed.map((known) => row(known, zone)).join('\n')}`
      : 'No hypothesis was tracked.'
  const others = otherTests.map((test) => `- ${testLine(test, zone)}`)
  const parts = [
    heading,
    table,
    grounds(believed, zone),
    others.length > 0 ? `**Other tests**\n\n${others.join('\n')}` : '',
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

function row(known: Belief, zone: string): string {
  const until = known.closedAt ? linked(fullTime(known.closedAt, zone), known.closedAtLink) : ''
  const length = Date.parse(known.closedAt ?? known.openedAt) - Date.parse(known.openedAt)
  const cells = [
    cell(known.statement),
    cell(known.proposedBy),
    linked(fullTime(known.openedAt, zone), known.proposedAtLink),
    until,
    length > 0 ? sayDuration(length) : '',
    evidenceCount(known),
    testCount(known),
    end(known),
  ]
  return `| ${cells.join(' | ')} |`
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

function end({ state, verdict, because }: Belief): string {
  return `${state}${verdict === 'contributing' ? ' as contributing' : ''}${because ? `: ${cell(because)}` : ''}`
}

function grounds(believed: readonly Belief[], zone: string): string {
  const known = believed.filter(({ evidence, tests }) => evidence.length + tests.length > 0)
  const items = known.flatMap(({ statement, evidence, tests }) => [
    `- ${safe(statement)}`,
    ...evidence
      .filter((given) => !isResultOf(given, tests))
      .map((given) => `  - ${evidenceLine(given, zone)}`),
    ...tests.map((test) => `  - ${testLine(test, zone)}`),
  ])
  return items.length > 0 ? `**For, against and tested**\n\n${items.join('\n')}` : ''
}

/** What a test told is said with the test. */
const isResultOf = ({ entries }: EvidenceGiven, tests: readonly TestRun[]): boolean =>
  entries.some((id) => tests.some((test) => test.entries.includes(id)))

const evidenceLine = ({ stance, at, permalink, text, by }: EvidenceGiven, zone: string): string =>
  `**${stance}** ${linked(fullTime(at, zone), permalink)}: ${safe(text)} (${safe(by)})`

function testLine(test: TestRun, zone: string): string {
  const { text, owner, begunAt, dueAt, permalink } = test
  const who = `${safe(owner)}, due ${fullTime(dueAt, zone)}`
  return `**test** ${linked(fullTime(begunAt, zone), permalink)}: ${safe(text)} (${who}): ${result(test)}`
}

function result({ result: told, speaks }: TestRun): string {
  if (told === null) return '_no result was recorded_'
  return `${speaks ? `**${speaks}**: ` : ''}${safe(told)}`
}
