import { combineDecisions, type Decision, type Refusal } from '../../core/decision.ts'
import type { WithActor } from '../../core/feature/context.ts'
import {
  type Incident,
  incidentReference,
  incidentStatuses,
  isClosedOrCancelled,
  type Status,
} from '../../core/incident/model.ts'
import { severityNamed, severityNames } from '../../core/incident/severity.ts'
import { type Milestone, severityChanged, statusChanged } from './changes.ts'
import { sayStatusStep, severityEntry, statusEntry, statusTimeNames } from './entry-data.ts'
import { recordIncidentChange } from './record.ts'

/** Statuses that `status` accepts. `closed` and `cancelled` have commands of their own. */
export const settableStatuses: readonly Status[] = ['investigating', 'identified', 'monitoring', 'resolved']

/** Moves the incident to the named status. A step back needs a reason. */
export function changeStatus(ctx: WithActor, to: string, why: string): Decision | Refusal {
  const { incident } = ctx.state
  const status = settableStatuses.find((settable) => settable === to.toLowerCase())
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
      refusal: `Which status? One of ${settableStatuses.map((settable) => `\`${settable}\``).join(', ')}. For example: \`${example}\``,
    }
  }
  if (status === incident.status) return { refusal: `${incidentReference(incident)} is ${status} already.` }
  const back = incidentStatuses.indexOf(status) < incidentStatuses.indexOf(incident.status)
  if (back && !why)
    return {
      refusal: `Going back from ${incident.status} to ${status} needs a reason: add it after the status.`,
    }
  return applyStatusTransition(ctx, status, why)
}

/**
 * Closes the incident, and resolves it at the same time if it was not resolved yet. `also` is appended to the public
 * line, in mrkdwn.
 */
export function closeIncident(ctx: WithActor, also = ''): Decision | Refusal {
  const { incident } = ctx.state
  if (isClosedOrCancelled(incident)) return { refusal: `${incidentReference(incident)} is ${incident.status} already.` }
  const { now } = ctx
  const reached = incident.status === 'resolved' ? { closedAt: now } : { resolvedAt: now, closedAt: now }
  return applyStatusTransition(ctx, 'closed', '', { reached, also })
}

/** Changes the status, and the times that go with it. Undoing restores both. */
export function applyStatusTransition(
  ctx: WithActor,
  status: Status,
  why: string,
  transition?: StatusTransition,
): Decision {
  const { incident } = ctx.state
  const { reached, reopened = false, also = '' } = transition ?? planStatusStep(incident, status, ctx.now)
  const before = Object.fromEntries(
    Object.keys(reached).map((name) => [name, incident[name as Milestone]]),
  ) as ReachedMilestones
  const step = {
    from: incident.status,
    to: status,
    reopened,
    reached: statusTimeNames.filter((name) => reached[`${name}At`]),
  }
  const move = (to: Status, times: ReachedMilestones) => statusChanged({ incidentId: incident.id, to, reached: times })
  return recordIncidentChange(ctx, {
    kind: 'status',
    worded: statusEntry({ ...step, why }),
    headline: `*${sayStatusStep(step)}*`,
    why,
    changes: [move(status, reached)],
    back: [move(incident.status, before)],
    subject: 'status',
    also,
  })
}

interface StatusTransition {
  reached: ReachedMilestones
  reopened?: boolean
  /** Appended to the public line, in mrkdwn. */
  also?: string
}

type ReachedMilestones = Partial<Record<Milestone, Date | null>>

const planStatusStep = (incident: Incident, status: Status, now: Date): StatusTransition => ({
  reached: milestonesReached(incident.status, status, incident, now),
})

function milestonesReached(
  from: Status,
  to: Status,
  { mitigatedAt }: { mitigatedAt: Date | null },
  now: Date,
): ReachedMilestones {
  if (to === 'resolved') return { resolvedAt: now }
  return {
    ...(from === 'resolved' && { resolvedAt: null }),
    ...(to === 'monitoring' && !mitigatedAt && { mitigatedAt: now }),
  }
}

export function changeSeverity(ctx: WithActor, to: string, why: string): Decision | Refusal {
  const { incident } = ctx.state
  const severity = to ? severityNamed(to, ctx) : undefined
  if (!severity) return { refusal: `Which severity? One of ${severityNames(ctx)}.` }
  if (isClosedOrCancelled(incident))
    return {
      refusal: `${incidentReference(incident)} is ${incident.status}. Its severity no longer changes.`,
    }
  if (severity === incident.severity) return { refusal: `${incidentReference(incident)} is ${severity} already.` }
  const change = `${incident.severity} → ${severity}`
  const set = (name: string) => severityChanged({ incidentId: incident.id, to: name })
  return combineDecisions(
    recordIncidentChange(ctx, {
      kind: 'severity',
      worded: severityEntry({ from: incident.severity, to: severity, why }),
      headline: `*${change}*`,
      why,
      changes: [set(severity)],
      back: [set(incident.severity)],
      subject: 'severity',
    }),
    { changes: [], send: [{ to: { incident: incident.id }, call: { do: 'set_topic' } }] },
  )
}
