import { findDisplayName } from '../../core/state.ts'
import { clipMrkdwn } from '../../messages/blocks.ts'
import { clipText, escapeMrkdwn, shortTime, slackTime } from '../../messages/mrkdwn.ts'
import { makePermalink } from '../../messages/permalink.ts'
import { firstLine } from '../../platform/text.ts'
import type { InvestigationState } from '../state.ts'
import {
  countedTests,
  countOf,
  type EntryMessageRef,
  type EvidenceStance,
  findLeadingHypothesis,
  type Hypothesis,
  type HypothesisTest,
  isRunning,
  openSince,
  selectOpenHypotheses,
  stateName,
} from './model.ts'

/** How many entries are linked per stance, and how many running and ended tests are named; the rest are counted. */
const maxLinkedEvidence = 3
const maxTestsPerRow = 2

/** The first line of user text, escaped and clipped to `most` characters, for one line of a live message. */
export const clipLedgerText = (text: string, most: number): string =>
  clipMrkdwn(escapeMrkdwn(clipText(firstLine(text), most)), 2 * most)

/** An open hypothesis in mrkdwn: statement, age, proposer, evidence counts and tests. */
export function openText(state: InvestigationState, hypothesis: Hypothesis): string {
  const isAlone = selectOpenHypotheses(state.hypotheses).length === 1 && !hypothesis.leads
  const leads = findLeadingHypothesis(state.hypotheses)?.id === hypothesis.id && !isAlone ? ' · leads' : ''
  const by = clipLedgerText(findDisplayName(state, hypothesis.proposedBy), 40)
  return [
    `*${hypothesis.number}. ${clipLedgerText(hypothesis.statement, 300)}*${leads}`,
    `open since ${formatTimeAgo(openSince(hypothesis))} · ${by}`,
    `${evidenceText(state, hypothesis, 'for')} · ${evidenceText(state, hypothesis, 'against')}${untestedSuffix(hypothesis)}`,
    ...testLines(state, hypothesis.tests),
  ].join('\n')
}

/** `03:00, 25 minutes ago` as a Slack date token, which each reader's client renders in their own zone. */
export const formatTimeAgo = (at: Date): string =>
  `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} {time}, {ago}|${escapeMrkdwn(shortTime(at))}>`

const untestedSuffix = (hypothesis: Hypothesis): string => (countedTests(hypothesis).length === 0 ? ' · no test' : '')

function evidenceText(state: InvestigationState, { evidence }: Hypothesis, stance: EvidenceStance): string {
  const own = evidence.filter((item) => item.stance === stance)
  const links = own.slice(-maxLinkedEvidence).flatMap((item, index) => linkTo(state, item, String(index + 1)))
  const more = own.length > maxLinkedEvidence && links.length > 0 ? ` +${own.length - links.length}` : ''
  return `${own.length} ${stance}${links.length > 0 ? ` (${links.join(' ')}${more})` : ''}`
}

/** A link to the entry's message; empty when it has none. */
export function linkTo(state: InvestigationState, source: EntryMessageRef, label: string): string[] {
  const link = makePermalink(state.workspaceUrl, source)
  return link ? [`<${link}|${label}>`] : []
}

/** One line per test: the running ones by due time, then the latest results. */
export function testLines(state: InvestigationState, tests: readonly HypothesisTest[]): string[] {
  const running = tests.filter(isRunning).toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
  const ended = tests.filter(({ result }) => result !== null)
  const shown = [
    ...running.slice(0, maxTestsPerRow).map((test) => runningTest(state, test)),
    ...ended.slice(-maxTestsPerRow).map(endedTest),
  ]
  const left = running.length + ended.length - shown.length
  return [...shown, ...(left > 0 ? [`+${left} more tests`] : [])]
}

export const runningTest = (state: InvestigationState, { text, ownerId, dueAt }: HypothesisTest): string =>
  `• testing: ${clipLedgerText(text, 100)} · ${clipLedgerText(findDisplayName(state, ownerId), 40)}, due ${slackTime(dueAt, shortTime(dueAt))}`

const endedTest = ({ text, result, speaks }: HypothesisTest): string =>
  `• tested: ${clipLedgerText(text, 80)}: ${clipLedgerText(result ?? '', 100)}${speaks ? ` (${speaks})` : ''}`

/** A one-line summary of an open hypothesis, for those without room for a row of their own. */
export function shortText(hypothesis: Hypothesis): string {
  const { number, statement, tests } = hypothesis
  const running = tests.filter(isRunning).length
  const tested = running > 0 ? ` · ${running} testing` : ''
  return `${number}. ${clipLedgerText(statement, 100)} · ${countOf(hypothesis, 'for')} for · ${countOf(hypothesis, 'against')} against${tested}`
}

/** A closed hypothesis with its state and reason; struck through when ruled out. */
export function closedText({ number, statement, state, verdict, closedBecause }: Hypothesis): string {
  const short = clipLedgerText(statement, 100)
  const shown = state === 'ruled_out' ? `~${short.replaceAll('~', '-')}~` : `*${short}*`
  const as = verdict === 'contributing' ? ' as contributing' : ''
  const why = closedBecause ? `: ${clipLedgerText(closedBecause, 100)}` : ''
  return `${number}. ${shown} ${stateName[state]}${as}${why}`
}
