import {
  actionRowBlock,
  blocksMessage,
  type ControlElement,
  contextBlock,
  type SlackBlock,
  type SlackMessage,
  sectionBlock,
} from '../../messages/blocks.ts'
import { button } from '../../messages/controls.ts'
import { escapeMrkdwn, shortTime } from '../../messages/mrkdwn.ts'
import { capitalizeFirst } from '../../platform/text.ts'
import type { DecisionContext, ReminderWords } from '../feature/context.ts'
import { incidentHeadline } from '../incident/lines.ts'
import { incidentReference } from '../incident/model.ts'
import type { IncidentState } from '../state.ts'
import { reminderActions } from './controls.ts'
import { findReminderRule, findReminderState, listApplicableReminders } from './policy.ts'

type ReminderContext = Pick<DecisionContext, 'now' | 'settings' | 'contributions'>

/** A reminder sent to one person directly. It names the incident, since it is read outside its channel. */
export function reminderTo(state: IncidentState, kind: string, context: ReminderContext): SlackMessage {
  const { incident } = state
  const place = incident.channelId ? ` <#${incident.channelId}>` : ''
  const { title, text, button: remedy } = sayReminder(state, kind, context)
  return blocksMessage(
    `${incidentReference(incident)}: ${title}`,
    sectionBlock(`${text}\n${incidentHeadline(incident)}${place}`),
    ...buttonBlocks(incident.id, kind, remedy),
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
  context: ReminderContext,
): SlackMessage {
  const ended = describeReminderOutcome(state, kind, at, context)
  if (ended !== undefined) return blocksMessage(ended, contextBlock(escapeMrkdwn(ended)))
  const { title, text, button: remedy } = sayReminder(state, kind, context)
  return blocksMessage(capitalizeFirst(title), sectionBlock(text), ...buttonBlocks(state.incident.id, kind, remedy))
}

/** Throws if no feature reminds of this, since then no such reminder applies. */
function sayReminder(state: IncidentState, kind: string, context: ReminderContext): ReminderWords {
  const found = findReminderRule(kind, context.contributions)
  if (!found) throw new Error(`no feature reminds of ${kind}`)
  return found.rule.say(state, found.about, context)
}

/** The reminder's outcome; undefined while it still applies. */
function describeReminderOutcome(
  state: IncidentState,
  kind: string,
  at: number,
  context: ReminderContext,
): string | undefined {
  const sent = findReminderState(state, kind)
  const outcome = findReminderRule(kind, context.contributions)?.rule.outcome
  if (!listApplicableReminders(state, context).some((want) => want.kind === kind && want.since.getTime() <= at))
    return outcome?.settled(state) ?? 'That is settled.'
  if (sent?.lastAt?.getTime() !== at) return 'Asked again below.'
  if (sent.stoppedAt) return outcome?.stopped ?? 'That is settled.'
  return sent.snoozedUntil ? `Asked again at ${shortTime(sent.snoozedUntil)}.` : undefined
}

function buttonBlocks(incidentId: string, kind: string, remedy: ControlElement | undefined): SlackBlock[] {
  if (!remedy) return []
  const to = { incidentId, kind }
  const snooze = button('Snooze 30 min', reminderActions.snooze, to)
  return [actionRowBlock(remedy, snooze, button('Not needed', reminderActions.stop, to))]
}
