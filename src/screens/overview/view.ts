import { incidentHeadline } from '../../core/incident/lines.ts'
import { incidentLabel } from '../../core/incident/model.ts'
import { holderOf } from '../../core/incident/roles.ts'
import { findDisplayName } from '../../core/state.ts'
import { impactFactLines } from '../../incident/impact/impact.ts'
import { effectivePeriodEnd, type Impact } from '../../incident/impact/model.ts'
import { slackPeriodText } from '../../incident/impact/period.ts'
import { extractIncidentTimes, timeLabels, timeNames } from '../../incident/lifecycle/time-order.ts'
import { selectOpenHypotheses } from '../../investigation/ledger/model.ts'
import { measureInvestigation } from '../../investigation/stats/measure.ts'
import { measureLines } from '../../investigation/stats/view.ts'
import { blocksMessage, type SlackBlock, type SlackMessage, sectionBlock } from '../../messages/blocks.ts'
import { clipText, escapeMrkdwn, slackTime } from '../../messages/mrkdwn.ts'
import { sayTime } from '../../platform/time/when.ts'
import type { ResponseState } from '../../postmortem/state.ts'

/** An overview of one incident: status, times, commander, impact and hypotheses. */
export function incidentOverviewMessage(state: ResponseState, impact: Impact): SlackMessage {
  const { incident } = state
  const place = incident.channelId ? `\n<#${incident.channelId}>` : ''
  return blocksMessage(
    `${incidentLabel(incident)}: ${incident.title}`,
    sectionBlock(`*${incidentHeadline(incident)}*\n${incidentFactLines(state).join('\n')}${place}`),
    sectionBlock(incidentTimesText(state)),
    sectionBlock(`*Impact*\n${impactSummaryText(state, impact)}`),
    sectionBlock(`*Believed*\n${renderHypothesisSummary(state)}`),
    ...investigationBlocks(state),
  )
}

/** The investigation's metrics so far. */
function investigationBlocks(state: ResponseState): SlackBlock[] {
  const lines = measureLines(measureInvestigation(state))
  return lines.length > 0 ? [sectionBlock(`*The search so far*\n${lines.join('\n')}`)] : []
}

function incidentFactLines(state: ResponseState): string[] {
  const { incident, roles } = state
  const commander = holderOf(roles, 'commander')
  const secret = incident.private ? ' · private' : ''
  return [
    `*${incident.status}*${secret} · Commander: ${commander ? escapeMrkdwn(findDisplayName(state, commander)) : 'nobody yet'}`,
    ...(incident.services.length > 0 ? [`Services: ${escapeMrkdwn(incident.services.join(', '))}`] : []),
    ...(incident.tags.length > 0 ? [`Tags: ${escapeMrkdwn(incident.tags.join(', '))}`] : []),
    ...(incident.summary ? [escapeMrkdwn(clipText(incident.summary, 600))] : []),
  ]
}

function incidentTimesText({ incident }: ResponseState): string {
  const reached = extractIncidentTimes(incident)
  const lines = timeNames.flatMap((name) => {
    const at = reached[name]
    return at ? [`${timeLabels[name]}: ${slackTime(at, sayTime(at, incident.zone))}`] : []
  })
  return lines.join('\n')
}

function impactSummaryText({ incident }: ResponseState, impact: Impact): string {
  const windows = impact.periods.map((window) =>
    slackPeriodText({ from: window.from, to: effectivePeriodEnd(window, incident) }, incident.zone),
  )
  return [...windows, ...impactFactLines(impact)].join('\n') || 'Nothing is on record.'
}

function renderHypothesisSummary({ hypotheses }: ResponseState): string {
  const confirmed = hypotheses.filter(({ verdict }) => verdict === 'cause')
  const lines = [
    ...confirmed.map(({ statement }) => `Cause: ${escapeMrkdwn(statement)}`),
    ...selectOpenHypotheses(hypotheses).map(({ statement }) => `Open: ${escapeMrkdwn(statement)}`),
  ]
  return lines.join('\n') || 'No hypothesis is open.'
}
