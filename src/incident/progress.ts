import { said } from '../delivery/say.ts'
import type { Decision, Refusal } from '../dispatch/decision.ts'
import type { Actor } from '../dispatch/input.ts'
import type { IncidentState, Moment } from '../dispatch/state.ts'
import { escapeMrkdwn, who } from '../slack/text.ts'
import { entryBy } from '../timeline/entry.ts'
import { announceTo } from './announce.ts'
import type { Milestone } from './changes.ts'
import { severityNamed, severityNames } from './declare.ts'
import { isOver, reference, type Status, statuses, topicOf } from './model.ts'

const byHand: readonly Status[] = ['investigating', 'identified', 'monitoring', 'resolved']

/** Moves the incident to a status people named; a step back needs a reason. */
export function changeStatus(
  state: IncidentState,
  to: string,
  why: string,
  by: Actor,
  moment: Moment,
): Decision | Refusal {
  const { incident } = state
  const status = byHand.find((known) => known === to.toLowerCase())
  if (isOver(incident))
    return { refusal: `${reference(incident)} is ${incident.status}. Its status no longer changes.` }
  if (to.toLowerCase() === 'closed')
    return { refusal: `Say \`${moment.settings.command} close\`: it drafts the post-mortem.` }
  if (!status) {
    const example = `${moment.settings.command} status monitoring error rate is back to normal`
    return {
      refusal: `Which status? One of ${byHand.map((known) => `\`${known}\``).join(', ')}. For example: \`${example}\``,
    }
  }
  if (status === incident.status) return { refusal: `${reference(incident)} is ${status} already.` }
  const back = statuses.indexOf(status) < statuses.indexOf(incident.status)
  if (back && !why)
    return {
      refusal: `Going back from ${incident.status} to ${status} needs a reason: add it after the status.`,
    }
  return step(state, status, why, by, moment)
}

/** Ends the response: resolved first, so that the end of impact is on record. */
export function close(state: IncidentState, by: Actor, moment: Moment): Decision | Refusal {
  const { incident } = state
  if (isOver(incident)) return { refusal: `${reference(incident)} is ${incident.status} already.` }
  if (incident.status !== 'resolved') {
    const { command } = moment.settings
    return {
      refusal: `${reference(incident)} is still ${incident.status}. Say \`${command} resolve\` first, with a word on what ended it.`,
    }
  }
  return step(state, 'closed', '', by, moment)
}

function step({ incident }: IncidentState, status: Status, why: string, by: Actor, moment: Moment): Decision {
  const words = `${capital(status)}${why ? `: ${why}` : ''}`
  const entry = entryBy(moment, incident.id, 'status', words, by)
  const reached = milestones(incident.status, status, incident, moment.now)
  return {
    changes: [
      { type: 'incident.status', incidentId: incident.id, to: status, reached },
      { type: 'entry.added', entry },
    ],
    send: [
      said(incident.id, `*${capital(status)}* · ${who(by)}${why ? `: ${escapeMrkdwn(why)}` : ''}`, entry.id),
      ...announceTo(moment.settings),
    ],
  }
}

function milestones(
  from: Status,
  to: Status,
  { mitigatedAt }: { mitigatedAt: Date | null },
  now: Date,
): Partial<Record<Milestone, Date | null>> {
  if (to === 'closed') return { closedAt: now }
  if (to === 'resolved') return { resolvedAt: now }
  return {
    ...(from === 'resolved' && { resolvedAt: null }),
    ...(to === 'monitoring' && !mitigatedAt && { mitigatedAt: now }),
  }
}

export function changeSeverity(
  state: IncidentState,
  to: string,
  why: string,
  by: Actor,
  moment: Moment,
): Decision | Refusal {
  const { incident } = state
  const severity = to ? severityNamed(to, moment) : undefined
  if (!severity) return { refusal: `Which severity? One of ${severityNames(moment)}.` }
  if (isOver(incident))
    return { refusal: `${reference(incident)} is ${incident.status}. Its severity no longer changes.` }
  if (severity === incident.severity) return { refusal: `${reference(incident)} is ${severity} already.` }
  const words = `${incident.severity} → ${severity}${why ? `: ${why}` : ''}`
  const entry = entryBy(moment, incident.id, 'severity', words, by)
  const topic = topicOf({ ...incident, severity })
  return {
    changes: [
      { type: 'incident.severity', incidentId: incident.id, to: severity },
      { type: 'entry.added', entry },
    ],
    send: [
      said(
        incident.id,
        `*${incident.severity} → ${severity}* · ${who(by)}${why ? `: ${escapeMrkdwn(why)}` : ''}`,
        entry.id,
      ),
      { to: { incident: incident.id }, call: { do: 'set_topic', topic } },
      ...announceTo(moment.settings),
    ],
  }
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
