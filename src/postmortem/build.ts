import { type IncidentState, nameOf } from '../dispatch/state.ts'
import { stateName } from '../hypothesis/model.ts'
import { endOf, type Impact } from '../incident/impact-model.ts'
import { reference } from '../incident/model.ts'
import { heldOf } from '../measure/led.ts'
import { measure } from '../measure/measure.ts'
import { holderOf } from '../role/model.ts'
import type { Entry } from '../timeline/model.ts'
import { followUpsOf, lessonGap, lessonsOf } from './aftermath.ts'
import { briefsAsked, challengesAsked } from './asked.ts'
import { belief, testRun } from './believed.ts'
import { observation, waitHeld } from './course.ts'
import type { Material } from './material.ts'
import type { ActionTaken, FollowUpItem, Gap, Lesson, PostMortem } from './model.ts'
import { iso, nameIfAny, timelineLine } from './traces.ts'

/** Stored facts → document. Pure; what nobody supplied becomes a gap. */
export function buildPostMortem(material: Material): PostMortem {
  const { state, entries, roles } = material
  const timeline = entries.map((entry) => timelineLine(state, entry))
  const believed = heldOf(state.hypotheses).map((hypothesis) => belief(material, hypothesis))
  const actions = entries.filter(({ kind }) => kind === 'action')
  const lessons = lessonsOf(state, entries)
  const followUps = followUpsOf(state)
  return {
    version: 1,
    ...facts(state),
    impact: impactOf(material),
    roles: roles.map(({ role, userId, assumedAt, relinquishedAt }) => ({
      role,
      person: nameOf(state, userId),
      from: assumedAt.toISOString(),
      to: iso(relinquishedAt ?? (role === 'commander' ? state.incident.closedAt : null)),
    })),
    contributors: contributors(entries),
    timeline,
    believed,
    causes: {
      confirmed: believed.filter(({ verdict }) => verdict === 'cause'),
      contributing: believed.filter(({ verdict }) => verdict === 'contributing'),
      suspected: believed.filter((known) => known.state === stateName.open),
      ruledOut: believed.filter((known) => known.state === stateName.ruled_out),
    },
    otherTests: state.otherTests.map((test) => testRun(material, test)),
    actions: actions.map((entry) => actionTaken(state, entry)),
    waits: state.waits.map((wait) => waitHeld(material, wait)),
    recurrences: timeline.filter(({ kind }) => kind === 'recurrence'),
    unexplained: state.unexplained.map((seen) => observation(material, seen)),
    challenges: challengesAsked(material),
    briefs: briefsAsked(state),
    measures: measure({ ...state, actions }),
    lessons,
    followUps,
    gaps: gaps(material, lessons, followUps),
  }
}

function facts({
  incident,
}: IncidentState): Pick<PostMortem, 'incident' | 'summary' | 'times' | 'durations'> {
  const { title, severity, status, mode, zone, channelName, services, summary } = incident
  // What is written up afterwards is declared when all is over: it counts from when it began.
  const [began, declared] = [incident.startedAt ?? incident.detectedAt, incident.declaredAt]
  const start = mode === 'retrospective' ? began : declared
  const since = (at: Date | null) => (at && start && at >= start ? at.getTime() - start.getTime() : null)
  return {
    incident: {
      reference: reference(incident),
      title,
      severity,
      status,
      mode,
      zone,
      channel: channelName,
      services,
    },
    summary,
    times: {
      started: iso(incident.startedAt),
      detected: iso(incident.detectedAt),
      declared: iso(incident.declaredAt),
      acknowledged: iso(incident.acknowledgedAt),
      mitigated: iso(incident.mitigatedAt),
      resolved: iso(incident.resolvedAt),
      closed: iso(incident.closedAt),
    },
    durations: {
      toAcknowledge: since(incident.acknowledgedAt),
      toMitigate: since(incident.mitigatedAt),
      toResolve: since(incident.resolvedAt),
    },
  }
}

const impactOf = ({ state, impact }: Material): PostMortem['impact'] => ({
  windows: impact.windows.map((window) => ({
    from: window.from.toISOString(),
    to: iso(endOf(window, state.incident)),
  })),
  facts: impact.facts.map(({ name, value }) => ({ name, value })),
})

function actionTaken(state: IncidentState, entry: Entry): ActionTaken {
  const { result, resultNote: note, resultBy, resultAt } = entry
  const by = nameIfAny(state, resultBy)
  return { ...timelineLine(state, entry), result: result && { is: result, note, by, at: iso(resultAt) } }
}

function contributors(entries: readonly Entry[]): string[] {
  return [
    ...new Set(entries.flatMap(({ authorName, captured }) => (authorName && captured ? [authorName] : []))),
  ]
}

function gaps(
  { state, entries, impact }: Material,
  lessons: readonly Lesson[],
  followUps: readonly FollowUpItem[],
): Gap[] {
  const owner = holderOf(state.roles, 'owner') ?? holderOf(state.roles, 'commander')
  const who = owner ? nameOf(state, owner) : 'the owner (nobody is yet)'
  const idsOf = (...kinds: Entry['kind'][]) =>
    entries.filter((entry) => kinds.includes(entry.kind)).map((entry) => entry.id)
  const confirmed = state.hypotheses.some((hypothesis) => hypothesis.verdict === 'cause')
  const summary: Gap = {
    section: 'summary',
    missing: 'What happened, in three sentences.',
    who,
    help: idsOf('status', 'observation').slice(0, 8),
  }
  return [
    ...(state.incident.summary ? [] : [summary]),
    ...impactGap(impact, who, idsOf('observation').slice(0, 8)),
    ...(confirmed
      ? []
      : [
          {
            section: 'causes',
            missing: 'The cause is not known yet: no hypothesis was confirmed as the cause.',
            who,
            help: idsOf('hypothesis', 'evidence'),
          },
        ]),
    ...lessonGap(lessons, who),
    ...(followUps.length > 0
      ? []
      : [
          {
            section: 'follow-ups',
            missing: 'Which work follows, who does it, and by when.',
            who,
            help: idsOf('decision', 'action').slice(0, 8),
          },
        ]),
  ]
}

/** Of the impact either half may be missing. */
function impactGap({ windows, facts }: Impact, who: string, help: string[]): Gap[] {
  const lacking = [
    ...(facts.length === 0 ? ['who was affected and how much'] : []),
    ...(windows.length === 0 ? ['in which windows'] : []),
  ]
  if (lacking.length === 0) return []
  const words = lacking.join(', and ')
  return [{ section: 'impact', missing: `${words.charAt(0).toUpperCase()}${words.slice(1)}.`, who, help }]
}
