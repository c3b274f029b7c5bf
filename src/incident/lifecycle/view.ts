import { type Headline, incidentHeadline } from '../../core/incident/lines.ts'
import { type Incident, incidentLabel, isClosedOrCancelled } from '../../core/incident/model.ts'
import { holdingOf, unconfirmedSuffix } from '../../core/incident/roles.ts'
import type { Settings } from '../../core/settings.ts'
import { findDisplayName, type IncidentState, type OpenIncident } from '../../core/state.ts'
import {
  actionRowBlock,
  blocksMessage,
  contextBlock,
  headerBlock,
  type SlackMessage,
  sectionBlock,
} from '../../messages/blocks.ts'
import { button } from '../../messages/controls.ts'
import { clipText, escapeMrkdwn, shortTime, slackTime } from '../../messages/mrkdwn.ts'
import { roleActions } from '../roles/controls.ts'
import { incidentActions } from './controls.ts'

export const declaredReplyText = (incident: Headline, here: boolean): string =>
  `*${incidentHeadline(incident)}* is declared. ${here ? 'I am coming into this channel.' : 'You will be invited to its channel in a moment.'}`

export const duplicateDeclarationText = (incident: OpenIncident): string =>
  `You declared this a moment ago: *${incidentHeadline(incident)}*${incident.channelId ? ` in <#${incident.channelId}>` : ''}. No second one was made.`

/** The incident post: the first message in the channel, with the commander or a button to take command. */
export function openingPost(state: IncidentState, { command, reactions }: Settings): SlackMessage {
  const { incident, roles } = state
  const isLed = holdingOf(roles, 'commander') !== undefined
  const marks = Object.entries(reactions).map(([kind, names]) => `:${names[0]}: ${kind}`)
  return blocksMessage(
    `${incidentLabel(incident)} declared: ${incident.title}`,
    headerBlock(`${incidentLabel(incident)} · ${incident.severity} · ${clipText(incident.title, 120)}`),
    sectionBlock([leadershipLine(state), ...openingDetailLines(incident)].join('\n')),
    ...(isLed || isClosedOrCancelled(incident) ? [] : [actionRowBlock(takeCommandButton(incident))]),
    ...(isClosedOrCancelled(incident)
      ? []
      : [contextBlock(`React to a message to keep it: ${marks.join('  ')} · \`${command}\` for all else`)]),
  )
}

const takeCommandButton = ({ id: incidentId }: Pick<Incident, 'id'>) =>
  button('I take command', roleActions.takeCommand, { incidentId, from: 'commander' }, 'primary')

function leadershipLine(state: IncidentState): string {
  const { incident, roles } = state
  const declared = `Declared by ${escapeMrkdwn(findDisplayName(state, incident.declaredBy))}.`
  if (isClosedOrCancelled(incident)) return `${declared} *It is ${incident.status}.*`
  const commander = holdingOf(roles, 'commander')
  const commands = commander
    ? `Commander: *${escapeMrkdwn(findDisplayName(state, commander.userId))}*${unconfirmedSuffix(commander)}`
    : '*Nobody is commander yet.*'
  return `${declared} ${commands}`
}

const modeNotices: Record<Incident['mode'], string[]> = {
  live: [],
  drill: ['*This is a drill.*'],
  retrospective: ['This has already happened: it is written up here.'],
}

/** Mode, privacy, times and summary, as far as they are given. */
function openingDetailLines({ mode, private: isPrivate, startedAt, detectedAt, summary }: Incident): string[] {
  const times = [
    ...(startedAt ? [`Impact began ${slackTime(startedAt, shortTime(startedAt))}`] : []),
    ...(detectedAt ? [`Detected ${slackTime(detectedAt, shortTime(detectedAt))}`] : []),
  ]
  return [
    ...modeNotices[mode],
    ...(isPrivate ? ['Private: nobody outside this channel sees it.'] : []),
    ...(times.length > 0 ? [times.join(' · ')] : []),
    ...(summary ? [escapeMrkdwn(clipText(summary, 1500))] : []),
  ]
}

/**
 * The announcement: one live message per incident. It names no hypothesis, because its readers may be asked for fresh
 * eyes later and must not be biased.
 */
export function announcementMessage(state: IncidentState, now: Date): SlackMessage {
  const { incident, roles } = state
  const commander = holdingOf(roles, 'commander')
  const since = slackTime(incident.declaredAt, shortTime(incident.declaredAt))
  const facts = [
    ...modeNotices[incident.mode],
    `*${incident.status}* · declared ${since} by ${escapeMrkdwn(findDisplayName(state, incident.declaredBy))}`,
    `Commander: ${commander ? escapeMrkdwn(findDisplayName(state, commander.userId)) : 'nobody yet'}${unconfirmedSuffix(commander)}`,
    ...lastUpdateLine(state),
    ...(incident.channelId ? [`Channel: <#${incident.channelId}>`] : []),
  ]
  return blocksMessage(
    `${incidentLabel(incident)} ${incident.status}: ${incident.title}`,
    sectionBlock(`*${incidentHeadline(incident)}*`),
    sectionBlock(facts.join('\n')),
    contextBlock(`Last change ${slackTime(now, shortTime(now))}`),
  )
}

function lastUpdateLine({ lastUpdate }: IncidentState): string[] {
  if (!lastUpdate) return []
  const { at, text } = lastUpdate
  return [`Last update ${slackTime(at, shortTime(at))}: “${escapeMrkdwn(clipText(text.replace(/\s+/g, ' '), 200))}”`]
}

/** Says that the channel could not be created. The button carries `entryId`, the declaration's entry. */
export function channelRefusedMessage(
  incident: Headline & { id: string },
  sentence: string,
  entryId: string,
): SlackMessage {
  return blocksMessage(
    `${incidentLabel(incident)} is declared, but has no channel`,
    sectionBlock(`*${incidentHeadline(incident)}* is declared. ${sentence}`),
    actionRowBlock(button('Try again', incidentActions.makeChannel, { incidentId: incident.id, entryId }, 'primary')),
  )
}
