import type { Settings } from '../config/settings.ts'
import { type IncidentState, nameOf, type OpenIncident, type ViewerState } from '../dispatch/state.ts'
import { holdingOf, unconfirmed } from '../role/model.ts'
import { actions, button, context, header, type Message, message, section } from '../slack/blocks.ts'
import type { Modal } from '../slack/modal.ts'
import { clip, escapeMrkdwn, shortTime, slackTime } from '../slack/text.ts'
import { type Incident, reference } from './model.ts'

type Headline = Pick<Incident, 'number' | 'severity' | 'title'>

/** `INC-12 · SEV1 · Ingest rejects telemetry`, safe in mrkdwn. */
export const headline = ({ number, severity, title }: Headline): string =>
  `${reference({ number })} · ${severity} · ${escapeMrkdwn(clip(title, 150))}`

/** One incident in a list. */
export function line(incident: OpenIncident): string {
  const place = incident.channelId ? ` · <#${incident.channelId}>` : ''
  return `• *${reference(incident)}* ${incident.severity} · ${incident.status} · ${escapeMrkdwn(incident.title)}${place}`
}

export const declaredPrivately = (incident: Headline): string =>
  `*${headline(incident)}* is declared. Its channel is being made; you will be invited.`

export const twinFound = (incident: OpenIncident): string =>
  `You declared this a moment ago: *${headline(incident)}*${incident.channelId ? ` in <#${incident.channelId}>` : ''}. No second one was made.`

/** The first message in the incident's channel: who commands, or the button to do so. */
export function openingPost(state: IncidentState, { command, reactions }: Settings): Message {
  const { incident, roles } = state
  const commander = holdingOf(roles, 'commander')
  const commands = commander
    ? `Commander: *${escapeMrkdwn(nameOf(state, commander.userId))}*${unconfirmed(commander)}`
    : '*Nobody is commander yet.*'
  const take = button(
    'I take command',
    'role.take_command',
    { incidentId: incident.id, about: 'commander' },
    'primary',
  )
  const marks = Object.entries(reactions).map(([kind, names]) => `:${names[0]}: ${kind}`)
  return message(
    `${reference(incident)} declared: ${incident.title}`,
    header(`${reference(incident)} · ${incident.severity} · ${clip(incident.title, 120)}`),
    section(`Declared by ${escapeMrkdwn(nameOf(state, incident.declaredBy))}. ${commands}`),
    ...(commander ? [] : [actions(take)]),
    context(`React to put a message on the timeline: ${marks.join('  ')} · \`${command} help\``),
  )
}

/**
 * The announcement: one message per incident, edited in place. It names no hypothesis: whoever reads it may be
 * the fresh eyes of later, and must not be told what to see.
 */
export function announcement(state: IncidentState, now: Date): Message {
  const { incident, roles } = state
  const commander = holdingOf(roles, 'commander')
  const since = slackTime(incident.declaredAt, shortTime(incident.declaredAt))
  const facts = [
    `*${incident.status}* · declared ${since} by ${escapeMrkdwn(nameOf(state, incident.declaredBy))}`,
    `Commander: ${commander ? escapeMrkdwn(nameOf(state, commander.userId)) : 'nobody yet'}${unconfirmed(commander)}`,
    ...lastUpdateLine(state),
    ...(incident.channelId ? [`Channel: <#${incident.channelId}>`] : []),
  ]
  return message(
    `${reference(incident)} ${incident.status}: ${incident.title}`,
    section(`*${headline(incident)}*`),
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

export function declareModal(state: ViewerState, settings: Settings, channelId: string | undefined): Modal {
  const open = state.open
    .slice(-5)
    .map((incident) => `• ${headline(incident)}${incident.channelId ? ` <#${incident.channelId}>` : ''}`)
  return {
    form: 'incident.declare',
    title: 'Declare an incident',
    submit: 'Declare',
    ...(channelId && { channelId }),
    ...(open.length > 0 && { note: `Open already:\n${open.join('\n')}` }),
    inputs: [
      { name: 'title', label: 'What is wrong?', kind: 'text', max: 500 },
      {
        name: 'severity',
        label: 'Severity',
        kind: 'choice',
        options: settings.severities.map(({ name, meaning }) => ({
          value: name,
          label: `${name} · ${meaning}`,
        })),
        initial: settings.severities[1]?.name ?? settings.severities[0]?.name ?? '',
      },
    ],
  }
}

/** `entryId` travels with the button to the channel's first message. */
export function noChannel(incident: Headline & { id: string }, sentence: string, entryId: string): Message {
  return message(
    sentence,
    section(`*${headline(incident)}*\n${sentence}`),
    actions(
      button('Try again', 'incident.make_channel', { incidentId: incident.id, about: entryId }, 'primary'),
    ),
  )
}
