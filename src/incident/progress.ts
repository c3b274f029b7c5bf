import { said } from '../delivery/say.ts'
import { type Change, type Decision, type Refusal, together } from '../dispatch/decision.ts'
import type { Actor } from '../dispatch/input.ts'
import type { IncidentState, Moment } from '../dispatch/state.ts'
import { escapeMrkdwn, who } from '../slack/text.ts'
import type { NewEntry } from '../timeline/changes.ts'
import { entryBy } from '../timeline/entry.ts'
import { undoable } from '../undo/undoable.ts'
import { announceTo } from './announce.ts'
import type { Milestone } from './changes.ts'
import { severityNamed, severityNames } from './declare.ts'
import { type Incident, isOver, reference, type Status, statuses } from './model.ts'

/** The statuses people move an incident to by name. */
export const byHand: readonly Status[] = ['investigating', 'identified', 'monitoring', 'resolved']

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
  const entry = entryBy(moment, incident.id, 'status', withWhy(capital(status), why), by)
  const reached = milestones(incident.status, status, incident, moment.now)
  const before = Object.fromEntries(
    Object.keys(reached).map((name) => [name, incident[name as Milestone]]),
  ) as Partial<Record<Milestone, Date | null>>
  const move = (to: Status, times: typeof reached): Change => ({
    type: 'incident.status',
    incidentId: incident.id,
    to,
    reached: times,
  })
  return recorded(incident, entry, move(status, reached), move(incident.status, before), by, moment, {
    subject: 'status',
    deed: `*${capital(status)}*`,
    why,
  })
}

/** A change of the incident with its entry, its public line and its way back. */
function recorded(
  incident: Incident,
  entry: NewEntry,
  change: Change,
  back: Change,
  by: Actor,
  moment: Moment,
  { subject, deed, why }: { subject: string; deed: string; why: string },
): Decision {
  const inverse: Change[] = [back, { type: 'entry.withdrawn', entryId: entry.id }]
  const words = withWhy(deed, escapeMrkdwn(why))
  return together(
    {
      changes: [change, { type: 'entry.added', entry }],
      send: [
        said(incident.id, withWhy(`${deed} · ${who(by)}`, escapeMrkdwn(why)), entry.id),
        ...announceTo(incident, moment.settings),
      ],
    },
    undoable({ incidentId: incident.id, subject, words, inverse, by }, moment),
  )
}

const withWhy = (words: string, why: string): string => (why ? `${words}: ${why}` : words)

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
  const deed = `${incident.severity} → ${severity}`
  const entry = entryBy(moment, incident.id, 'severity', withWhy(deed, why), by)
  const set = (to: string): Change => ({ type: 'incident.severity', incidentId: incident.id, to })
  return together(
    recorded(incident, entry, set(severity), set(incident.severity), by, moment, {
      subject: 'severity',
      deed: `*${deed}*`,
      why,
    }),
    { changes: [], send: [{ to: { incident: incident.id }, call: { do: 'set_topic' } }] },
  )
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
