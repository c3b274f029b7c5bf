import type { RecordedAction } from '../../core/record/model.ts'
import { findDisplayName, type IncidentState } from '../../core/state.ts'
import { isToDo } from '../../follow-ups/model.ts'
import { runningTests } from '../../investigation/ledger/model.ts'
import { openWaits } from '../../investigation/ledger/waits/model.ts'
import { capitalizeFirst } from '../../platform/text.ts'
import type { HandoverContext } from './handover-context.ts'
import {
  excerptMrkdwn,
  formatElapsed,
  incidentImpactLine,
  incidentSinceLine,
  joinFirstItems,
  openActions,
  selectActiveHypotheses,
  summarizeHypothesis,
  summarizeTest,
  summarizeWait,
  unexplainedIn,
} from './lines.ts'

const maxHypothesisLines = 4

/** What the next commander must know: at most fifteen lines of mrkdwn, the most pressing first. */
export function buildHandoverLines(state: IncidentState, work: HandoverContext, now: Date): string[] {
  const followUps = openFollowUps(state)
  return [
    incidentImpactLine(state, work),
    incidentSinceLine(state, work, now),
    ...openHypothesisLines(state, now),
    ...firstTwoLines(runningTests(state).map((test) => summarizeTest(state, test, now))),
    ...firstTwoLines(openWaits(state.waits).map((wait) => summarizeWait(wait, now))),
    ...labelledListLine('Unexplained', unexplainedIn(state).map(quoteExcerpt)),
    ...labelledListLine('No result yet', openActions(state).map(actionIn(state, now))),
    lastUpdate(state, now),
    ...labelledListLine(`Follow-ups (${followUps.length})`, followUps.map(quoteExcerpt)),
  ]
}

/** True when there is more to hand over than the incident post says. */
export const hasMore = (state: IncidentState, work: HandoverContext): boolean =>
  Boolean(state.lastUpdate) ||
  [
    state.hypotheses,
    runningTests(state),
    openWaits(state.waits),
    unexplainedIn(state),
    openActions(state),
    openFollowUps(state),
    work.impact,
  ].some((part) => part.length > 0)

const openFollowUps = ({ followUps }: IncidentState): string[] => followUps.filter(isToDo).map(({ text }) => text)

function openHypothesisLines(state: IncidentState, now: Date): string[] {
  const all = selectActiveHypotheses(state)
  if (all.length === 0) return ['*Believed:* nothing is tracked.']
  const shown = all.slice(0, maxHypothesisLines).map((hypothesis) => summarizeHypothesis(state, hypothesis, now))
  const more = all.length - shown.length
  return [...shown.map((text) => `*Believed:* ${text}`), ...(more > 0 ? [`… and ${more} more open`] : [])]
}

function firstTwoLines(lines: readonly string[]): string[] {
  const [first, second, ...others] = lines.map(capitalizeFirst)
  const more = others.length > 0 ? `; and ${others.length} more` : ''
  return [...(first ? [first] : []), ...(second ? [`${second}${more}`] : [])]
}

const labelledListLine = (label: string, items: readonly string[]): string[] =>
  items.length > 0 ? [`*${label}:* ${joinFirstItems(items, 2)}`] : []

const quoteExcerpt = (text: string): string => `“${excerptMrkdwn(text)}”`

const actionIn =
  (state: IncidentState, now: Date) =>
  ({ text, at, by }: RecordedAction): string =>
    `${quoteExcerpt(text)} (${excerptMrkdwn(findDisplayName(state, by), 40)}, ${formatElapsed(at, now)} ago)`

const lastUpdate = ({ lastUpdate: last }: IncidentState, now: Date): string =>
  last
    ? `*Last update:* ${formatElapsed(last.at, now)} ago, ${quoteExcerpt(last.text)}`
    : '*Last update:* none to stakeholders yet'
