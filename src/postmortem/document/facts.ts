import { incidentReference, incidentStatuses, type Status } from '../../core/incident/model.ts'
import type { Entry } from '../../core/record/model.ts'
import { findDisplayName } from '../../core/state.ts'
import { effectivePeriodEnd } from '../../incident/impact/model.ts'
import { resolvedAndClosed } from '../../incident/lifecycle/progress.ts'
import { extractIncidentTimes, type TimeName, timeLabels, timeNames } from '../../incident/lifecycle/time-order.ts'
import { capitalizeFirst } from '../../platform/text.ts'
import type { PostMortemInput } from '../input.ts'
import type { PostMortem } from './model.ts'
import { collectEntryIds, findEntriesRecordedAt, toIsoString } from './traces.ts'

type Facts = Pick<
  PostMortem,
  | 'incident'
  | 'state'
  | 'publishedAt'
  | 'nextReviewOn'
  | 'summary'
  | 'impact'
  | 'times'
  | 'durations'
  | 'roles'
  | 'statuses'
>

/** The facts of the incident: what it was, its times, its impact, and who held which role. */
export function buildIncidentFacts(material: PostMortemInput): Facts {
  const { state, record } = material
  const { title, severity, status, mode, zone, channelName, services, tags, summary } = state.incident
  return {
    incident: {
      reference: incidentReference(state.incident),
      title,
      severity,
      status,
      mode,
      zone,
      channel: channelName,
      services,
      tags,
    },
    state: record?.state ?? 'draft',
    publishedAt: toIsoString(record?.publishedAt ?? null),
    nextReviewOn: record?.nextReviewOn?.toISOString().slice(0, 10) ?? null,
    summary,
    impact: buildDocumentImpact(material),
    times: traceIncidentTimes(material),
    durations: computeDurations(material),
    roles: buildRolePeriods(material),
    statuses: buildStatusHistory(material),
  }
}

function buildDocumentImpact({ state, impact, entries }: PostMortemInput): PostMortem['impact'] {
  const impactEntries = entries.filter(({ kind }) => kind === 'impact')
  return {
    windows: impact.periods.map((window) => ({
      from: window.from.toISOString(),
      to: toIsoString(effectivePeriodEnd(window, state.incident)),
      entries: collectEntryIds(...impactEntries),
    })),
    facts: impact.facts.map(({ name, value }) => ({
      name,
      value,
      entries: collectEntryIds(...impactEntries.filter(({ text }) => text.includes(value))),
    })),
  }
}

/** Traces each time to the correction that set it by hand, or else to the status entry recorded at that instant. */
function traceIncidentTimes({ state, entries }: PostMortemInput): PostMortem['times'] {
  const times = extractIncidentTimes(state.incident)
  const traced = (name: TimeName) => {
    const at = times[name]
    if (!at) return null
    const corrected = entries.findLast(({ kind, text }) => kind === 'correction' && text.startsWith(timeLabels[name]))
    return {
      at: at.toISOString(),
      entries: collectEntryIds(corrected ?? findEntriesRecordedAt(entries, 'status', at)[0]),
    }
  }
  return Object.fromEntries(timeNames.map((name) => [name, traced(name)])) as PostMortem['times']
}

/**
 * In ms from the declaration; `toDetect` counts from the start of the impact. A retrospective is declared only
 * afterwards, so there everything counts from the start of the impact, or else from the detection.
 */
function computeDurations({ state: { incident } }: PostMortemInput): PostMortem['durations'] {
  const { startedAt, detectedAt, declaredAt } = incident
  const start = incident.mode === 'retrospective' ? (startedAt ?? detectedAt) : declaredAt
  const between = (from: Date | null, to: Date | null) =>
    from && to && to >= from ? to.getTime() - from.getTime() : null
  return {
    toDetect: between(startedAt, detectedAt),
    toAcknowledge: between(start, incident.acknowledgedAt),
    toMitigate: between(start, incident.mitigatedAt),
    toResolve: between(start, incident.resolvedAt),
  }
}

function buildRolePeriods({ state, roles, entries }: PostMortemInput): PostMortem['roles'] {
  return roles.map(({ role, userId, assumedAt, relinquishedAt }) => ({
    role,
    person: findDisplayName(state, userId),
    from: assumedAt.toISOString(),
    to: toIsoString(relinquishedAt ?? (role === 'commander' ? state.incident.closedAt : null)),
    entries: collectEntryIds(...findEntriesRecordedAt(entries, 'role', assumedAt)),
  }))
}

/** The status history. A retrospective has none, since it was over when it was declared. */
function buildStatusHistory({ state: { incident }, entries }: PostMortemInput): PostMortem['statuses'] {
  if (incident.mode === 'retrospective') return []
  const steps = entries
    .filter(({ kind }) => kind === 'status')
    .map((entry) => ({ status: statusFromText(entry), at: entry.occurredAt, entry }))
  return steps.map(({ status, at, entry }, index) => ({
    status,
    from: at.toISOString(),
    to: toIsoString(steps[index + 1]?.at ?? null),
    entries: [entry.id],
  }))
}

/** An entry that names no status is a declaration or a reopening: both mean `investigating`. */
function statusFromText({ text }: Entry): Status {
  if (text.startsWith(resolvedAndClosed)) return 'closed'
  return incidentStatuses.find((status) => text.startsWith(capitalizeFirst(status))) ?? 'investigating'
}
