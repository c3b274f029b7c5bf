import { type Decision, nothing, type Refusal } from '../dispatch/decision.ts'
import type { Actor } from '../dispatch/input.ts'
import { type IncidentState, type Moment, nameOf } from '../dispatch/state.ts'
import { announceTo, reopened } from '../incident/announce.ts'
import { headline } from '../incident/view.ts'
import { sentence } from '../slack/blocks.ts'
import { escapeMrkdwn } from '../slack/text.ts'
import { holdingOf } from './model.ts'

/** *I have it*: whoever was given a role says that they do. */
export function confirm(state: IncidentState, role: string, by: Actor, moment: Moment): Decision | Refusal {
  const { incident, roles } = state
  const held = holdingOf(roles, role)
  if (held?.userId !== by.id) {
    const holder = held ? `${escapeMrkdwn(nameOf(state, held.userId))} is` : 'Nobody is'
    return { refusal: `You are ${escapeMrkdwn(role)} no more. ${holder} now.` }
  }
  const answer = { say: sentence(`You are ${role} of *${headline(incident)}*, and everybody sees it.`) }
  if (held.acknowledgedAt) return { ...nothing, answer }
  return {
    changes: [{ type: 'role.acknowledged', incidentId: incident.id, role, userId: by.id, at: moment.now }],
    send: [...reopened(incident), ...announceTo(incident, moment.settings)],
    answer,
  }
}
