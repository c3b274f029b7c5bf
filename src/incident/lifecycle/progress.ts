import { combineDecisions, type Decision, type Refusal, type StateChange } from '../../core/decision.ts'
import {
  type Incident,
  incidentReference,
  incidentStatuses,
  isClosedOrCancelled,
  type Status,
} from '../../core/incident/model.ts'
import { severityNamed, severityNames } from '../../core/incident/severity.ts'
import type { Actor } from '../../core/input.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { capitalizeFirst, withRest } from '../../platform/text.ts'
import type { Milestone } from './changes.ts'
import { recordIncidentChange } from './record.ts'

/** How the timeline and the channel say that an incident was closed which had not been resolved. */
export const resolvedAndClosed = 'Resolved and closed'

/** The statuses people move an incident to by name. */
export const settableStatuses: readonly Status[] = ['investigating', 'identified', 'monitoring', 'resolved']

/** Moves the incident to a status people named; a step back needs a reason. */
export function changeStatus(
  state: IncidentState,
  to: string,
  why: string,
  by: Actor,
  ctx: DecisionContext,
): Decision | Refusal {
  const { incident } = state
  const status = settableStatuses.find((known) => known === to.toLowerCase())
  if (isClosedOrCancelled(incident))
    return {
      refusal: `${incidentReference(incident)} is ${incident.status}. Its status no longer changes; \`${ctx.settings.command} reopen\` with a reason opens it again.`,
    }
  if (to.toLowerCase() === 'closed')
    return { refusal: `Say \`${ctx.settings.command} close\`: it drafts the post-mortem.` }
  if (to.toLowerCase() === 'cancelled')
    return { refusal: `Say \`${ctx.settings.command} cancel\` with a reason: it was a false alarm.` }
  if (!status) {
    const example = `${ctx.settings.command} status monitoring error rate is back to normal`
    return {
      refusal: `Which status? One of ${settableStatuses.map((known) => `\`${known}\``).join(', ')}. For example: \`${example}\``,
    }
  }
  if (status === incident.status) return { refusal: `${incidentReference(incident)} is ${status} already.` }
  const back = incidentStatuses.indexOf(status) < incidentStatuses.indexOf(incident.status)
  if (back && !why)
    return {
      refusal: `Going back from ${incident.status} to ${status} needs a reason: add it after the status.`,
    }
  return applyStatusTransition(state, status, why, by, ctx)
}

/**
 * Ends the response, and the impact with it where that has not ended yet: its end is on record. `also`: what the
 * public line says besides, in mrkdwn.
 */
export function closeIncident(state: IncidentState, by: Actor, ctx: DecisionContext, also = ''): Decision | Refusal {
  const { incident } = state
  if (isClosedOrCancelled(incident)) return { refusal: `${incidentReference(incident)} is ${incident.status} already.` }
  const { now } = ctx
  const how =
    incident.status === 'resolved'
      ? { reached: { closedAt: now }, word: 'Closed' }
      : { reached: { resolvedAt: now, closedAt: now }, word: resolvedAndClosed }
  return applyStatusTransition(state, 'closed', '', by, ctx, { ...how, also })
}

/** A step of the status, with the times it reaches. */
export function applyStatusTransition(
  { incident }: IncidentState,
  status: Status,
  why: string,
  by: Actor,
  ctx: DecisionContext,
  { reached, word, also = '' }: StatusTransition = stepTo(incident, status, ctx.now),
): Decision {
  const before = Object.fromEntries(Object.keys(reached).map((name) => [name, incident[name as Milestone]])) as Reached
  const move = (to: Status, times: Reached): StateChange => ({
    type: 'incident.status',
    incidentId: incident.id,
    to,
    reached: times,
  })
  return recordIncidentChange(
    incident,
    {
      kind: 'status',
      text: withRest(word, why),
      deed: `*${word}*`,
      why,
      changes: [move(status, reached)],
      back: [move(incident.status, before)],
      subject: 'status',
      also,
    },
    by,
    ctx,
  )
}

interface StatusTransition {
  reached: Reached
  word: string
  /** What the public line says besides, in mrkdwn. */
  also?: string
}

type Reached = Partial<Record<Milestone, Date | null>>

const stepTo = (incident: Incident, status: Status, now: Date) => ({
  reached: milestones(incident.status, status, incident, now),
  word: capitalizeFirst(status),
})

function milestones(from: Status, to: Status, { mitigatedAt }: { mitigatedAt: Date | null }, now: Date): Reached {
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
  ctx: DecisionContext,
): Decision | Refusal {
  const { incident } = state
  const severity = to ? severityNamed(to, ctx) : undefined
  if (!severity) return { refusal: `Which severity? One of ${severityNames(ctx)}.` }
  if (isClosedOrCancelled(incident))
    return {
      refusal: `${incidentReference(incident)} is ${incident.status}. Its severity no longer changes.`,
    }
  if (severity === incident.severity) return { refusal: `${incidentReference(incident)} is ${severity} already.` }
  const deed = `${incident.severity} → ${severity}`
  const set = (name: string): StateChange => ({
    type: 'incident.severity',
    incidentId: incident.id,
    to: name,
  })
  return combineDecisions(
    recordIncidentChange(
      incident,
      {
        kind: 'severity',
        text: withRest(deed, why),
        deed: `*${deed}*`,
        why,
        changes: [set(severity)],
        back: [set(incident.severity)],
        subject: 'severity',
      },
      by,
      ctx,
    ),
    { changes: [], send: [{ to: { incident: incident.id }, call: { do: 'set_topic' } }] },
  )
}
