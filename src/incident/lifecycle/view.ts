import { type Incident, incidentLabel, isClosedOrCancelled } from '../../core/incident/model.ts'
import { holdingOf, unconfirmedSuffix } from '../../core/incident/roles.ts'
import { type IncidentState, nameOf, type OpenIncident } from '../../core/state.ts'
import { actions, button, context, header, type Message, message, section } from '../../messages/blocks.ts'
import { clip, escapeMrkdwn, shortTime, slackTime } from '../../messages/mrkdwn.ts'
import type { Settings } from '../../platform/config/settings.ts'

type Headline = Pick<Incident, 'number' | 'severity' | 'title' | 'mode'>

/** `INC-12 · SEV1 · Ingest rejects telemetry`, safe in mrkdwn. */
export const incidentHeadline = (incident: Headline): string =>
  `${incidentLabel(incident)} · ${incident.severity} · ${escapeMrkdwn(clip(incident.title, 150))}`

/** One incident in a list. */
export function incidentListLine(incident: OpenIncident): string {
  const place = incident.channelId ? ` · <#${incident.channelId}>` : ''
  const secret = incident.private ? ' · private' : ''
  return `• *${incidentLabel(incident)}* ${incident.severity} · ${incident.status}${secret} · ${escapeMrkdwn(clip(incident.title, 150))}${place}`
}

export const declaredReplyText = (incident: Headline, here: boolean): string =>
  `*${incidentHeadline(incident)}* is declared. ${here ? 'I am coming into this channel.' : 'You will be invited to its channel in a moment.'}`

export const duplicateDeclarationText = (incident: OpenIncident): string =>
  `You declared this a moment ago: *${incidentHeadline(incident)}*${incident.channelId ? ` in <#${incident.channelId}>` : ''}. No second one was made.`

/** The first message in the incident's channel: who commands, or the button to do so. */
export function openingPost(state: IncidentState, { command, reactions }: Settings): Message {
  const { incident, roles } = state
  const isLed = holdingOf(roles, 'commander') !== undefined
  const marks = Object.entries(reactions).map(([kind, names]) => `:${names[0]}: ${kind}`)
  return message(
    `${incidentLabel(incident)} declared: ${incident.title}`,
    header(`${incidentLabel(incident)} · ${incident.severity} · ${clip(incident.title, 120)}`),
    section([leadershipLine(state), ...circumstances(incident)].join('\n')),
    ...(isLed || isClosedOrCancelled(incident) ? [] : [actions(takeCommandButton(incident))]),
    ...(isClosedOrCancelled(incident)
      ? []
      : [context(`React to a message to keep it: ${marks.join('  ')} · \`${command}\` for all else`)]),
  )
}

const takeCommandButton = ({ id: incidentId }: Pick<Incident, 'id'>) =>
  button('I take command', 'role.take_command', { incidentId, about: 'commander' }, 'primary')

function leadershipLine(state: IncidentState): string {
  const { incident, roles } = state
  const declared = `Declared by ${escapeMrkdwn(nameOf(state, incident.declaredBy))}.`
  if (isClosedOrCancelled(incident)) return `${declared} *It is ${incident.status}.*`
  const commander = holdingOf(roles, 'commander')
  const commands = commander
    ? `Commander: *${escapeMrkdwn(nameOf(state, commander.userId))}*${unconfirmedSuffix(commander)}`
    : '*Nobody is commander yet.*'
  return `${declared} ${commands}`
}

const modeNotices: Record<Incident['mode'], string[]> = {
  live: [],
  drill: ['*This is a drill.*'],
  retrospective: ['This has already happened: it is written up here.'],
}

/** What else is known from the start, as far as it is. */
function circumstances({ mode, private: isPrivate, startedAt, detectedAt, summary }: Incident): string[] {
  const times = [
    ...(startedAt ? [`Impact began ${slackTime(startedAt, shortTime(startedAt))}`] : []),
    ...(detectedAt ? [`Detected ${slackTime(detectedAt, shortTime(detectedAt))}`] : []),
  ]
  return [
    ...modeNotices[mode],
    ...(isPrivate ? ['Private: nobody outside this channel sees it.'] : []),
    ...(times.length > 0 ? [times.join(' · ')] : []),
    ...(summary ? [escapeMrkdwn(clip(summary, 1500))] : []),
  ]
}

/**
 * The announcement: one message per incident, edited in place. It names no hypothesis: whoever reads it may be
 * the fresh eyes of later, and must not be told what to see.
 */
export function announcementMessage(state: IncidentState, now: Date): Message {
  const { incident, roles } = state
  const commander = holdingOf(roles, 'commander')
  const since = slackTime(incident.declaredAt, shortTime(incident.declaredAt))
  const facts = [
    ...modeNotices[incident.mode],
    `*${incident.status}* · declared ${since} by ${escapeMrkdwn(nameOf(state, incident.declaredBy))}`,
    `Commander: ${commander ? escapeMrkdwn(nameOf(state, commander.userId)) : 'nobody yet'}${unconfirmedSuffix(commander)}`,
    ...lastUpdateLine(state),
    ...(incident.channelId ? [`Channel: <#${incident.channelId}>`] : []),
  ]
  return message(
    `${incidentLabel(incident)} ${incident.status}: ${incident.title}`,
    section(`*${incidentHeadline(incident)}*`),
    section(facts.join('\n')),
    context(`Last change ${slackTime(now, shortTime(now))}`),
  )
}

function lastUpdateLine({ lastUpdate }: IncidentState): string[] {
  if (!lastUpdate) return []
  const { at, text } = lastUpdate
  return [
    `Last update ${slackTime(at, shortTime(at))}: “${escapeMrkdwn(clip(text.replace(/\s+/g, ' '), 200))}”`,
  ]
}

/** `entryId` travels with the button to the channel's first message. */
export function channelRefusedMessage(
  incident: Headline & { id: string },
  sentence: string,
  entryId: string,
): Message {
  return message(
    `${incidentLabel(incident)} is declared, but has no channel`,
    section(`*${incidentHeadline(incident)}* is declared. ${sentence}`),
    actions(
      button('Try again', 'incident.make_channel', { incidentId: incident.id, about: entryId }, 'primary'),
    ),
  )
}
