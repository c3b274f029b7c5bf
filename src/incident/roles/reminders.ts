import type { ReminderRule } from '../../core/feature/context.ts'
import { isClosedOrCancelled, isOngoing } from '../../core/incident/model.ts'
import { holderOf, holdingOf, roleCommandWords } from '../../core/incident/roles.ts'
import { findDisplayName } from '../../core/state.ts'
import { button } from '../../messages/controls.ts'
import { escapeMrkdwn, shortTime, slackTime } from '../../messages/mrkdwn.ts'
import { minuteMs } from '../../platform/time/durations.ts'
import { roleActions } from './controls.ts'

/** How long a new role holder has to confirm, in ms. */
const roleConfirmationDelayMs = 5 * minuteMs

const commander: ReminderRule = {
  listApplicable: ({ incident, roles }, { reminders }) =>
    holderOf(roles, 'commander') || !isOngoing(incident)
      ? []
      : [{ since: incident.declaredAt, after: reminders.commander, most: reminders.most, to: 'channel' }],
  say: ({ incident: { id: incidentId } }) => ({
    title: 'nobody is commander',
    text: '*Nobody is commander.* Who decides who does what?',
    button: button('I take command', roleActions.takeCommand, { incidentId, from: 'reminded' }, 'primary'),
  }),
  outcome: {
    settled(state) {
      const holder = holderOf(state.roles, 'commander')
      return holder ? `${findDisplayName(state, holder)} is commander.` : 'A commander is no longer needed.'
    },
    stopped: 'No commander is needed.',
  },
}

/** Tells the assigner, once, that the holder has not confirmed the role. */
const confirm: ReminderRule = {
  listApplicable: ({ incident, roles, outside }) =>
    isClosedOrCancelled(incident)
      ? []
      : roles
          .filter(({ acknowledgedAt, assignedBy, userId }) => !acknowledgedAt && assignedBy !== userId)
          .filter(({ assignedBy }) => !outside.has(assignedBy))
          .map(({ role, assumedAt, assignedBy }) => ({
            about: role,
            since: assumedAt,
            after: roleConfirmationDelayMs,
            most: 1,
            to: { person: assignedBy },
          })),
  say(state, role, { settings: { command } }) {
    const holder = holdingOf(state.roles, role)
    const name = escapeMrkdwn(findDisplayName(state, holder?.userId ?? null))
    const when = holder ? `, asked ${slackTime(holder.assumedAt, shortTime(holder.assumedAt))}` : ''
    return {
      title: `${role} not confirmed`,
      text: `*${name} has not confirmed that they are ${role}*${when}. Ask them, or \`${command} ${roleCommandWords(role)} @name\`.`,
    }
  },
}

export const roleReminders = { commander, confirm }
