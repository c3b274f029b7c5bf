import { incidentHeadline } from '../../core/incident/lines.ts'
import { holdingOf, unconfirmedSuffix } from '../../core/incident/roles.ts'
import { type RecordedAction, withoutResult } from '../../core/record/model.ts'
import { findDisplayName, type IncidentState } from '../../core/state.ts'
import { clipMrkdwn, type SlackBlock, sectionBlock } from '../../messages/blocks.ts'
import { clipText, escapeMrkdwn, shortTime, slackTime } from '../../messages/mrkdwn.ts'
import { firstLine } from '../../platform/text.ts'
import { sayDuration } from '../../platform/time/durations.ts'
import type { HandoverContext } from './handover-context.ts'

/** Maximum length of a line in characters, escapes included: fifteen such lines fit any message. */
const maxSummaryLineLength = 340
const linesPerSection = 8

/** Groups lines into section blocks without splitting a line between two. */
export function paragraphBlocks(lines: readonly string[]): SlackBlock[] {
  const short = lines.map((line) => clipMrkdwn(line, maxSummaryLineLength))
  const starts = short.flatMap((_, index) => (index % linesPerSection === 0 ? [index] : []))
  return starts.map((start) => sectionBlock(short.slice(start, start + linesPerSection).join('\n')))
}

const collapseToOneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim()

/** The first line of what people wrote, clipped to `most` characters and escaped. */
export const excerptMrkdwn = (text: string, most = 90): string =>
  escapeMrkdwn(clipText(collapseToOneLine(firstLine(text)), most))

/** Joins the first `most` items, and says how many more there are. */
export function joinFirstItems(items: readonly string[], most: number): string {
  const more = items.length - most
  return more > 0 ? `${items.slice(0, most).join('; ')}; and ${more} more` : items.join('; ')
}

export const formatElapsed = (at: Date, now: Date): string => sayDuration(now.getTime() - at.getTime())

export function incidentImpactLine({ incident }: IncidentState, { impact }: HandoverContext): string {
  const facts = impact.map(({ name, value }) => `${excerptMrkdwn(name, 30)} ${excerptMrkdwn(value, 40)}`)
  const title = incidentHeadline({ ...incident, title: collapseToOneLine(incident.title) })
  return `*What hurts:* ${title}${facts.length > 0 ? ` · ${joinFirstItems(facts, 3)}` : ''}`
}

export function incidentSinceLine({ incident }: IncidentState, { statusSince }: HandoverContext, now: Date): string {
  const since = incident.startedAt ?? incident.detectedAt ?? incident.declaredAt
  const when = `${slackTime(since, shortTime(since))} (${formatElapsed(since, now)})`
  return `*Since:* ${when} · ${incident.status} for ${formatElapsed(statusSince, now)}`
}

export function commanderLine(state: IncidentState): string {
  const commander = holdingOf(state.roles, 'commander')
  if (!commander) return '*Nobody is commander.*'
  return `*Commander:* ${excerptMrkdwn(findDisplayName(state, commander.userId))}${unconfirmedSuffix(commander)}`
}

/** Actions without a result, the latest first. */
export const openActions = ({ actions }: IncidentState): RecordedAction[] => withoutResult(actions).toReversed()
