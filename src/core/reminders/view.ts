import {
  actionRowBlock,
  blocksMessage,
  buttonElement,
  type ControlElement,
  contextBlock,
  type SlackBlock,
  type SlackMessage,
  sectionBlock,
} from '../../messages/blocks.ts'
import { escapeMrkdwn, shortTime, slackTime } from '../../messages/mrkdwn.ts'
import type { Settings } from '../../platform/config/settings.ts'
import { sayDuration } from '../../platform/time/durations.ts'
import type { DecisionContext } from '../context.ts'
import { incidentHeadline } from '../incident/lines.ts'
import { incidentReference } from '../incident/model.ts'
import { holdingOf, roleCommandWords } from '../incident/roles.ts'
import { findDisplayName, type IncidentState } from '../state.ts'
import { findReminderState, listApplicableReminders, parseConfirmationRole } from './policy.ts'

const snoozeButtonLabel = 'Snooze 30 min'
const stopButtonLabel = 'Not needed'

/** A reminder sent to one person directly. It names the incident, since it is read outside its channel. */
export function reminderTo(state: IncidentState, kind: string, { now, settings }: DecisionContext): SlackMessage {
  const role = parseConfirmationRole(kind)
  const { incident } = state
  const place = incident.channelId ? ` <#${incident.channelId}>` : ''
  const text = role ? unconfirmedRoleLine(state, role, settings) : updateOverdueLine(state, now)
  return blocksMessage(
    `${incidentReference(incident)}: ${role ? `${role} not confirmed` : 'an update is due'}`,
    sectionBlock(`${text}\n${incidentHeadline(incident)}${place}`),
    ...(role ? [] : [updateButtons(incident.id)]),
  )
}

/**
 * A reminder in the channel: with buttons while it applies, with its outcome afterwards. `at` is when it was sent, in
 * epoch ms; it tells the latest reminder of a kind from earlier ones.
 */
export function reminderLiveMessage(
  state: IncidentState,
  kind: string,
  at: number,
  settings: Settings,
  now: Date,
): SlackMessage {
  const text =
    kind === 'commander' ? '*Nobody is commander.* Who decides who does what?' : updateOverdueLine(state, now)
  const ended = describeReminderOutcome(state, kind, at, settings)
  const buttons = kind === 'commander' ? commandButtons(state.incident.id) : updateButtons(state.incident.id)
  const notification = kind === 'commander' ? 'Nobody is commander' : 'An update is due'
  return ended === undefined
    ? blocksMessage(notification, sectionBlock(text), buttons)
    : blocksMessage(ended, contextBlock(escapeMrkdwn(ended)))
}

/** The reminder's outcome; undefined while it still applies. */
function describeReminderOutcome(
  state: IncidentState,
  kind: string,
  at: number,
  settings: Settings,
): string | undefined {
  const sent = findReminderState(state, kind)
  if (!listApplicableReminders(state, settings).some((want) => want.kind === kind && want.since.getTime() <= at)) {
    const commander = holdingOf(state.roles, 'commander')
    if (kind === 'commander' && commander) return `${findDisplayName(state, commander.userId)} is commander.`
    return kind === 'commander' ? 'A commander is no longer needed.' : 'The update was given, or is no longer due.'
  }
  if (sent?.lastAt?.getTime() !== at) return 'Asked again below.'
  if (sent.stoppedAt) return kind === 'commander' ? 'No commander is needed.' : 'No update is needed now.'
  return sent.snoozedUntil ? `Asked again at ${shortTime(sent.snoozedUntil)}.` : undefined
}

function updateOverdueLine({ incident, lastUpdate }: IncidentState, now: Date): string {
  const since = sayDuration(now.getTime() - (lastUpdate?.at ?? incident.declaredAt).getTime())
  return lastUpdate
    ? `*Stakeholders last heard ${since} ago.* What has changed since?`
    : `*No update to stakeholders in ${since}.* What do they need to know?`
}

function unconfirmedRoleLine(state: IncidentState, role: string, { command }: Settings): string {
  const holder = holdingOf(state.roles, role)
  const name = escapeMrkdwn(findDisplayName(state, holder?.userId ?? null))
  const when = holder ? `, asked ${slackTime(holder.assumedAt, shortTime(holder.assumedAt))}` : ''
  return `*${name} has not confirmed that they are ${role}*${when}. Ask them, or \`${command} ${roleCommandWords(role)} @name\`.`
}

function commandButtons(incidentId: string): SlackBlock {
  return actionRowBlock(
    buttonElement('I take command', 'role.take_command', { incidentId, about: 'reminded' }, 'primary'),
    ...quietButtons(incidentId, 'commander'),
  )
}

function updateButtons(incidentId: string): SlackBlock {
  return actionRowBlock(
    buttonElement('Write update', 'update.write', { incidentId, about: '' }, 'primary'),
    ...quietButtons(incidentId, 'update'),
  )
}

const quietButtons = (incidentId: string, about: string): ControlElement[] => [
  buttonElement(snoozeButtonLabel, 'reminder.snooze', { incidentId, about }),
  buttonElement(stopButtonLabel, 'reminder.stop', { incidentId, about }),
]
