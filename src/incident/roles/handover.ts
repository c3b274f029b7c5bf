import type { DecisionContext } from '../../core/feature/context.ts'
import type { RecordedAction } from '../../core/record/model.ts'
import { findDisplayName, type IncidentState } from '../../core/state.ts'
import { capitalizeFirst } from '../../platform/text.ts'
import type { HandoverContext } from './handover-context.ts'
import {
  excerptMrkdwn,
  formatElapsed,
  incidentImpactLine,
  incidentSinceLine,
  joinFirstItems,
  openActions,
} from './lines.ts'

const maxHypothesisLines = 4

/** What the next commander must know: at most fifteen lines of mrkdwn, the most pressing first. */
export function buildHandoverLines({ state, now, contributions }: DecisionContext, work: HandoverContext): string[] {
  const { believed, underway, unexplained, followUps } = contributions.standing(state, now)
  return [
    incidentImpactLine(state, work),
    incidentSinceLine(state, work, now),
    ...beliefLines(believed),
    ...underway.flatMap(firstTwoLines),
    ...labelledListLine('Unexplained', unexplained.map(quoteExcerpt)),
    ...labelledListLine('No result yet', openActions(state).map(actionIn(state, now))),
    lastUpdate(state, now),
    ...labelledListLine(`Follow-ups (${followUps.length})`, followUps.map(quoteExcerpt)),
  ]
}

/** True when there is more to hand over than the incident post says. */
export function hasMore({ state, now, contributions }: DecisionContext, work: HandoverContext): boolean {
  const { believed, underway, unexplained, followUps } = contributions.standing(state, now)
  const parts = [believed, underway.flat(), unexplained, openActions(state), followUps, work.impact]
  return state.lastUpdate !== null || parts.some((part) => part.length > 0)
}

function beliefLines(believed: readonly string[]): string[] {
  if (believed.length === 0) return ['*Believed:* nothing is tracked.']
  const shown = believed.slice(0, maxHypothesisLines)
  const more = believed.length - shown.length
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
