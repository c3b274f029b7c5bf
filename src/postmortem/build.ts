import type { Challenge } from '../challenge/model.ts'
import { type IncidentState, nameOf } from '../dispatch/state.ts'
import { type Hypothesis, stateName } from '../hypothesis/model.ts'
import { endOf, type Impact } from '../incident/impact-model.ts'
import { reference } from '../incident/model.ts'
import { holderOf } from '../role/model.ts'
import { permalink } from '../slack/permalink.ts'
import type { Entry } from '../timeline/model.ts'
import { followUpsOf, lessonGap, lessonsOf } from './aftermath.ts'
import type {
  ActionTaken,
  Asked,
  Belief,
  FollowUpItem,
  Gap,
  Lesson,
  PostMortem,
  TimelineLine,
} from './model.ts'

/** Everything a post-mortem is built from. */
export interface Material {
  state: IncidentState
  entries: readonly Entry[]
  /** Where the messages that are edited in place stand. */
  boards: readonly { name: string; channelId: string; messageTs: bigint }[]
  impact: Impact
  roles: readonly { role: string; userId: string; assumedAt: Date; relinquishedAt: Date | null }[]
}

/** Stored facts → document. Pure; what nobody supplied becomes a gap. */
export function buildPostMortem(material: Material): PostMortem {
  const { state, entries, roles } = material
  const timeline = entries.map((entry) => timelineLine(state, entry))
  const believed = state.hypotheses.map((hypothesis) => belief(material, hypothesis))
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
    actions: entries.filter(({ kind }) => kind === 'action').map((entry) => actionTaken(state, entry)),
    challenges: state.challenges.map((challenge) => asked(material, challenge)),
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

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

function timelineLine(state: IncidentState, entry: Entry): TimelineLine {
  return {
    at: entry.occurredAt.toISOString(),
    kind: entry.kind,
    text:
      entry.state === 'pending' && !entry.text ? '(its text has not been read from Slack yet)' : entry.text,
    author: entry.authorName ?? (entry.authorId ? nameOf(state, entry.authorId) : null),
    recorder: nameOf(state, entry.recorderId),
    recordedAt: entry.recordedAt.toISOString(),
    permalink: permalink(state.workspaceUrl, entry),
    deletedInSlack: entry.deletedInSlack !== null,
    attachments: entry.attachments.map(({ title, url }) => ({ title, ...(url && { url }) })),
    entries: [entry.id],
  }
}

function actionTaken(state: IncidentState, entry: Entry): ActionTaken {
  const { result, resultNote: note, resultBy, resultAt } = entry
  const by = resultBy && nameOf(state, resultBy)
  return { ...timelineLine(state, entry), result: result && { is: result, note, by, at: iso(resultAt) } }
}

function belief({ state, entries }: Material, hypothesis: Hypothesis): Belief {
  const proposed = entries.find((entry) => entry.id === hypothesis.entryId)
  const [ended] = recordedAt(entries, 'evidence', hypothesis.closedAt)
  return {
    statement: hypothesis.statement,
    state: stateName[hypothesis.state],
    verdict: hypothesis.verdict,
    proposedBy: nameOf(state, hypothesis.proposedBy),
    openedAt: hypothesis.openedAt.toISOString(),
    closedAt: iso(hypothesis.closedAt),
    closedBy: hypothesis.closedBy && nameOf(state, hypothesis.closedBy),
    because: hypothesis.closedBecause,
    proposedAtLink: proposed ? permalink(state.workspaceUrl, proposed) : null,
    closedAtLink: ended ? permalink(state.workspaceUrl, ended) : null,
    tests: hypothesis.tests.map(({ text, ownerId, begunAt }) => ({
      text,
      by: nameOf(state, ownerId),
      begunAt: begunAt.toISOString(),
    })),
    entries: [proposed, ended].flatMap((entry) => entry?.id ?? []),
  }
}

/** What one act changed and the entries it made carry the same time. */
const recordedAt = (entries: readonly Entry[], kind: Entry['kind'], at: Date | null): Entry[] =>
  entries.filter((entry) => entry.kind === kind && entry.recordedAt.getTime() === at?.getTime())

function asked({ state, entries, boards }: Material, challenge: Challenge): Asked {
  const board = boards.find(({ name }) => name === `challenge:${challenge.number}`)
  const times = [challenge.askedAt, challenge.answeredAt]
  const subject = state.hypotheses.find((hypothesis) => hypothesis.id === challenge.hypothesisId)
  return {
    at: challenge.askedAt.toISOString(),
    permalink: board ? permalink(state.workspaceUrl, board) : null,
    reason: challenge.reason,
    hypothesis: subject?.statement ?? null,
    why: challenge.why,
    question: challenge.question,
    answeredAt: iso(challenge.answeredAt),
    answeredBy: challenge.answeredBy && nameOf(state, challenge.answeredBy),
    answerKind: challenge.answerKind,
    answer: challenge.answer,
    entries: times.flatMap((at) => recordedAt(entries, 'challenge', at).map(({ id }) => id)),
  }
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
