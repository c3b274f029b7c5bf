import type { DecisionContext } from '../../core/feature/context.ts'
import { incidentHeadline } from '../../core/incident/lines.ts'
import { type Incident, incidentReference } from '../../core/incident/model.ts'
import { holdingOf, listRoleNames, unconfirmedSuffix } from '../../core/incident/roles.ts'
import type { Settings } from '../../core/settings.ts'
import { findDisplayName, type IncidentState } from '../../core/state.ts'
import {
  actionRowBlock,
  blocksMessage,
  type SlackMessage,
  sectionBlock,
  sentenceMessage,
} from '../../messages/blocks.ts'
import { button } from '../../messages/controls.ts'
import { escapeMrkdwn, shortTime, slackTime } from '../../messages/mrkdwn.ts'
import { roleActions } from './controls.ts'
import { paragraphBlocks } from './lines.ts'

/** The duties of a role, shown privately to its new holder. */
export function describeRoleDuties(role: string, incident: Incident, settings: Settings): string {
  return `You are ${role} of *${incidentHeadline(incident)}*.\n${roleDutiesText(role, settings)}`
}

function roleDutiesText(role: string, { command, roles }: Settings): string {
  if (role === 'commander')
    return `You decide who does what. Keep \`${command} hyp …\` true to what the team believes; I will ask when it stands unquestioned. Hand over with \`${command} commander @name\`.`
  if (role === 'owner') return 'You answer for the post-mortem and the follow-ups. Nothing to do until it is resolved.'
  return escapeMrkdwn(roles.find(({ name }) => name === role)?.duties ?? '')
}

/** Tells a new holder the duties, with a button to confirm. `toTakeOver` holds the hand-over lines. */
export function confirmRoleMessage(
  { state: { incident }, settings }: DecisionContext,
  role: string,
  toTakeOver: readonly string[],
): SlackMessage {
  const confirm = button('I have it', roleActions.confirm, { incidentId: incident.id, role }, 'primary')
  return blocksMessage(
    `You are ${role} of ${incidentReference(incident)}: ${incident.title}`,
    sectionBlock(describeRoleDuties(role, incident, settings)),
    ...paragraphBlocks(toTakeOver),
    actionRowBlock(confirm),
  )
}

/** Every role: its holder and since when, or that it is free. */
export function rolesShown(state: IncidentState, settings: Settings): SlackMessage {
  const assigned = state.roles.map(({ role }) => role)
  const configured = listRoleNames(settings)
  const names = [...configured, ...assigned.filter((role) => !configured.includes(role))]
  const lines = names.map((role) => `${escapeMrkdwn(role)}: ${roleHolderText(state, role)}`)
  const hint = `\`${settings.command} role scribe @name\` gives one; without a name you take it; \`none\` frees it.`
  return sentenceMessage(`*Roles of ${incidentReference(state.incident)}*\n${lines.join('\n')}\n${hint}`)
}

function roleHolderText(state: IncidentState, role: string): string {
  const holding = holdingOf(state.roles, role)
  if (!holding) return '_free_'
  const { userId, assumedAt } = holding
  const since = slackTime(assumedAt, shortTime(assumedAt))
  return `*${escapeMrkdwn(findDisplayName(state, userId))}*${unconfirmedSuffix(holding)}, since ${since}`
}
