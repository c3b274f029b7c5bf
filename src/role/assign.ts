import { said } from '../delivery/say.ts'
import type { Change, Decision, Refusal } from '../dispatch/decision.ts'
import type { Actor } from '../dispatch/input.ts'
import { type IncidentState, type Moment, nameOf } from '../dispatch/state.ts'
import { announceTo, reopened } from '../incident/announce.ts'
import { isOver, reference } from '../incident/model.ts'
import { sentence } from '../slack/blocks.ts'
import { escapeMrkdwn, who } from '../slack/text.ts'
import { entryBy } from '../timeline/entry.ts'
import { holderOf } from './model.ts'
import { duties } from './view.ts'

/** *I take command* is for when nobody does: a screen may show it long after somebody has. */
export function takeCommand(state: IncidentState, by: Actor, moment: Moment): Decision | Refusal {
  const holder = holderOf(state.roles, 'commander')
  if (!holder || holder === by.id) return assign(state, 'commander', by, by, moment)
  const name = escapeMrkdwn(nameOf(state, holder))
  return { refusal: `${name} is commander. \`${moment.settings.command} commander\` takes over.` }
}

/** Gives a role to somebody. Without a name it is whoever asks, and that always works. */
export function assign(
  state: IncidentState,
  role: string,
  to: Actor,
  by: Actor,
  moment: Moment,
): Decision | Refusal {
  const { incident, roles } = state
  const before = holderOf(roles, role)
  if (before === to.id)
    return {
      refusal: `${to.id === by.id ? 'You are' : `${escapeMrkdwn(nameOf(state, to.id))} is`} ${role} already.`,
    }
  if (isOver(incident) && role === 'commander')
    return { refusal: `${reference(incident)} is ${incident.status}: it needs no commander.` }
  const { id: incidentId } = incident
  const known = to.name ?? state.names.get(to.id)
  const name = known ?? to.id
  const instead = before ? ` (was ${nameOf(state, before)})` : ''
  const entry = entryBy(moment, incidentId, 'role', `${name} is ${role}${instead}`, by)
  const changes: Change[] = [
    { type: 'role.assumed', id: moment.newId(), incidentId, role, userId: to.id, by: by.id, at: moment.now },
    { type: 'entry.added', entry },
  ]
  if (role === 'commander' && !incident.acknowledgedAt) {
    changes.push({ type: 'incident.acknowledged', incidentId, at: moment.now })
  }
  const channel = { incident: incidentId }
  const given = to.id === by.id ? '' : ` · by ${who(by)}`
  return {
    changes,
    send: [
      {
        to: channel,
        call: { do: 'invite', people: [to.id] },
        tell: { person: by.id, channelId: incident.channelId ?? undefined },
      },
      said(
        incidentId,
        `*${who({ id: to.id, ...(known && { name: known }) })}* is ${role}${escapeMrkdwn(instead)}${given}`,
        entry.id,
      ),
      {
        to: channel,
        call: { do: 'whisper', to: to.id, message: sentence(duties(role, incident, moment.settings)) },
      },
      ...(role === 'commander' ? reopened(incident) : []),
      ...announceTo(incident, moment.settings),
    ],
  }
}
