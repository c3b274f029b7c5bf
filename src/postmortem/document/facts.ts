import { incidentReference, type Status } from '../../core/incident/model.ts'
import type { Entry } from '../../core/record/model.ts'
import { findDisplayName } from '../../core/state.ts'
import { impactEntry } from '../../incident/impact/entry-data.ts'
import { effectivePeriodEnd } from '../../incident/impact/model.ts'
import { declarationEntry, statusEntry, timeCorrectionEntry } from '../../incident/lifecycle/entry-data.ts'
import { extractIncidentTimes, type TimeName, timeNames } from '../../incident/lifecycle/time-order.ts'
import { roleEntry } from '../../incident/roles/entry-data.ts'
import type { PostMortemInput } from '../input.ts'
import type { PostMortem } from './model.ts'
import { collectEntryIds, findEntriesRecordedAt, formatIsoDay, toIsoString } from './traces.ts'

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
    nextReviewOn: formatIsoDay(record?.nextReviewOn ?? null),
    summary,
    impact: buildDocumentImpact(material),
    times: traceIncidentTimes(material),
    durations: computeDurations(material),
    roles: buildRolePeriods(material),
    statuses: buildStatusHistory(material),
  }
}

function buildDocumentImpact({ state, impact, entries }: PostMortemInput): PostMortem['impact'] {
  const reports = entries.flatMap((entry) => {
    const parts = impactEntry.read(entry)?.parts ?? []
    return parts.map((part) => ({ entry, part }))
  })
  return {
    windows: impact.periods.map((window) => ({
      from: window.from.toISOString(),
      to: toIsoString(effectivePeriodEnd(window, state.incident)),
      entries: collectEntryIds(
        ...reports.flatMap(({ entry, part }) => ('period' in part && part.period === window.id ? [entry] : [])),
      ),
    })),
    facts: impact.facts.map(({ name, value }) => ({
      name,
      value,
      entries: collectEntryIds(
        ...reports.flatMap(({ entry, part }) =>
          'fact' in part && part.fact === name && part.value === value ? [entry] : [],
        ),
      ),
    })),
  }
}

/** Traces each time to the entry that set it: a correction by hand, the declaration, or a change of the status. */
function traceIncidentTimes({ state, entries }: PostMortemInput): PostMortem['times'] {
  const times = extractIncidentTimes(state.incident)
  const traced = (name: TimeName) => {
    const at = times[name]
    if (!at) return null
    return { at: at.toISOString(), entries: collectEntryIds(entries.findLast((entry) => setsTime(entry, name, at))) }
  }
  return Object.fromEntries(timeNames.map((name) => [name, traced(name)])) as PostMortem['times']
}

function setsTime(entry: Entry, name: TimeName, at: Date): boolean {
  const correction = timeCorrectionEntry.read(entry)
  if (correction) return correction.time === name && correction.to.getTime() === at.getTime()
  if (entry.recordedAt.getTime() !== at.getTime()) return false
  if (declarationEntry.read(entry)) return name === 'declared'
  return statusEntry.read(entry)?.reached.some((reached) => reached === name) ?? false
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
    entries: collectEntryIds(
      ...findEntriesRecordedAt(entries, 'role', assumedAt).filter((entry) => {
        const taken = roleEntry.read(entry)
        return taken?.role === role && taken.userId === userId
      }),
    ),
  }))
}

/**
 * The status history. A retrospective has none, since it was over when it was declared. An entry that cannot tell which
 * status it set ends the one before it and leaves a hole (see gaps.ts).
 */
function buildStatusHistory({ state: { incident }, entries }: PostMortemInput): PostMortem['statuses'] {
  if (incident.mode === 'retrospective') return []
  const steps = entries
    .filter(({ kind }) => kind === 'status')
    .map((entry) => ({ status: readStatus(entry), at: entry.occurredAt, entry }))
  return steps.flatMap(({ status, at, entry }, index) => {
    const to = toIsoString(steps[index + 1]?.at ?? null)
    return status ? [{ status, from: at.toISOString(), to, entries: [entry.id] }] : []
  })
}

/** The status that this entry set. */
const readStatus = (entry: Entry): Status | undefined =>
  declarationEntry.read(entry) ? 'investigating' : statusEntry.read(entry)?.to
