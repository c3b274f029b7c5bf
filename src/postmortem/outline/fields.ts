import { factNames } from '../../incident/impact-model.ts'
import { sayDuration } from '../../lib/durations.ts'
import { milestones, type PostMortem } from '../document/model.ts'
import { fullTime, shortDay } from './times.ts'

const natures: Record<string, string> = { drill: 'A drill.', retrospective: 'Written up afterwards.' }

/** What a template can name between `{{ }}`. All of it is text; what is not known is empty. */
export function fieldsOf(document: PostMortem) {
  const { incident, times, durations, impact, roles, state } = document
  const zoned = (at: string | null | undefined) => (at ? fullTime(at, incident.zone) : '')
  const long = (ms: number | null) => (ms === null ? '' : sayDuration(ms))
  const [began, ended] = [times.started ?? times.detected ?? times.declared, times.resolved]
  return {
    incident: {
      reference: incident.reference,
      title: incident.title,
      severity: incident.severity,
      status: incident.status,
      mode: incident.mode,
      nature: natures[incident.mode] ?? '',
      zone: incident.zone,
      channel: incident.channel ? `#${incident.channel}` : '',
      services: incident.services.join(', '),
    },
    state: { draft: 'Draft', in_review: 'In review', published: 'Published' }[state],
    published: zoned(document.publishedAt),
    next_review: document.nextReviewOn ? shortDay(document.nextReviewOn) : '',
    times: Object.fromEntries(milestones.map((name) => [name, zoned(times[name]?.at)])),
    durations: {
      to_detect: long(durations.toDetect),
      to_acknowledge: long(durations.toAcknowledge),
      to_mitigate: long(durations.toMitigate),
      to_resolve: long(durations.toResolve),
      in_all: began && ended ? long(Date.parse(ended.at) - Date.parse(began.at)) : '',
    },
    impact: Object.fromEntries(
      factNames.map((name) => [
        name.toLowerCase().replace(' ', '_'),
        impact.facts.find((fact) => fact.name === name)?.value ?? '',
      ]),
    ),
    commander: lastIn(roles, 'commander'),
    owner: lastIn(roles, 'owner'),
    contributors: document.contributors.join(', '),
    counts: {
      entries: document.timeline.length,
      hypotheses: document.believed.length,
      follow_ups: document.followUps.length,
    },
  }
}

/** Whoever held a role last. */
const lastIn = (roles: PostMortem['roles'], wanted: string): string =>
  roles.findLast(({ role }) => role === wanted)?.person ?? ''
