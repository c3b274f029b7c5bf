import { type FactName, factNames } from '../../incident/impact/model.ts'
import { type TimeName, timeNames } from '../../incident/lifecycle/time-order.ts'
import { capitalizeFirst } from '../../platform/text.ts'
import { minuteMs, sayDuration } from '../../platform/time/durations.ts'
import type { PostMortem } from '../document/model.ts'
import { postMortemStateLabels } from '../record.ts'
import { formatDayAt, fullTime, shortDay, time24 } from './times.ts'

/** A value that a template can reference between `{{ }}`. Unknown values are empty. */
export interface TemplateField {
  means: string
  of(document: PostMortem): string | number
}

const modeSentences: Record<string, string> = { drill: 'A drill.', retrospective: 'Written up afterwards.' }

const formatZonedTime = (at: string | null | undefined, { incident }: PostMortem): string =>
  at ? fullTime(at, incident.zone) : ''
const formatOptionalDuration = (ms: number | null): string => (ms === null ? '' : sayDuration(ms))

/** ISO instant at which the impact began or, if unknown, at which the incident was detected or declared. */
export const findIncidentStart = ({ times }: PostMortem): string | undefined =>
  (times.started ?? times.detected ?? times.declared)?.at

/**
 * How long the incident lasted, counted from the minutes that readers see. Empty before the resolution, and if the
 * resolution is earlier than the start.
 */
export function formatTotalDuration(document: PostMortem): string {
  const [from, to] = [findIncidentStart(document), document.times.resolved?.at]
  return from && to && to >= from ? formatOptionalDuration(floorToMinute(to) - floorToMinute(from)) : ''
}

const floorToMinute = (at: string): number => Math.floor(Date.parse(at) / minuteMs) * minuteMs

/** The last holder of a role; empty if there was none. */
const findLastRoleHolder = ({ roles }: PostMortem, wanted: string): string =>
  roles.findLast(({ role }) => role === wanted)?.person ?? ''

const factFieldKey = (name: FactName): string => name.toLowerCase().replace(' ', '_')

const timeDescriptions: Record<TimeName, string> = {
  started: 'When the impact began',
  detected: 'When it was noticed',
  declared: 'When it was declared',
  acknowledged: 'When it first had a commander',
  mitigated: 'When people were no longer affected',
  resolved: 'When it was over',
  closed: 'When the response was closed',
}

export const templateFields: Readonly<Record<string, TemplateField>> = {
  'incident.reference': { means: 'Its number: INC-12', of: ({ incident }) => incident.reference },
  'incident.title': { means: 'Its title', of: ({ incident }) => incident.title },
  'incident.severity': { means: 'Its severity', of: ({ incident }) => incident.severity },
  'incident.status': { means: 'Its status', of: ({ incident }) => incident.status },
  'incident.mode': { means: 'live, retrospective or drill', of: ({ incident }) => incident.mode },
  'incident.nature': {
    means: 'A sentence, if it is a drill or was written up afterwards',
    of: ({ incident }) => modeSentences[incident.mode] ?? '',
  },
  'incident.zone': { means: 'The time zone of all times', of: ({ incident }) => incident.zone },
  'incident.channel': {
    means: 'Its channel',
    of: ({ incident }) => (incident.channel ? `#${incident.channel}` : ''),
  },
  'incident.tags': { means: 'What it is sorted by', of: ({ incident }) => incident.tags.join(', ') },
  'incident.services': { means: 'The services affected', of: ({ incident }) => incident.services.join(', ') },
  state: {
    means: 'Draft, In review or Published',
    of: ({ state }) => capitalizeFirst(postMortemStateLabels[state]),
  },
  published: { means: 'When it was published', of: (all) => formatZonedTime(all.publishedAt, all) },
  next_review: {
    means: 'The day on which it is looked at again',
    of: ({ nextReviewOn }) => (nextReviewOn ? shortDay(nextReviewOn) : ''),
  },
  'began.day': {
    means: 'The day on which it began, as far as is known',
    of: (all) => formatDayAt(findIncidentStart(all) ?? '', all.incident.zone),
  },
  'began.time': {
    means: 'The time at which it began',
    of: (all) => (findIncidentStart(all) ? time24(findIncidentStart(all) ?? '', all.incident.zone) : ''),
  },
  ...Object.fromEntries(
    timeNames.map((name): [string, TemplateField] => [
      `times.${name}`,
      { means: timeDescriptions[name], of: (all) => formatZonedTime(all.times[name]?.at, all) },
    ]),
  ),
  'durations.in_all': { means: 'How long it lasted', of: formatTotalDuration },
  'durations.to_detect': {
    means: 'From its beginning until it was noticed',
    of: ({ durations }) => formatOptionalDuration(durations.toDetect),
  },
  'durations.to_acknowledge': {
    means: 'Until it had a commander',
    of: ({ durations }) => formatOptionalDuration(durations.toAcknowledge),
  },
  'durations.to_mitigate': {
    means: 'Until people were no longer affected',
    of: ({ durations }) => formatOptionalDuration(durations.toMitigate),
  },
  'durations.to_resolve': {
    means: 'Until it was over',
    of: ({ durations }) => formatOptionalDuration(durations.toResolve),
  },
  ...Object.fromEntries(
    factNames.map((fact): [string, TemplateField] => [
      `impact.${factFieldKey(fact)}`,
      {
        means: `What was said of the impact: ${fact}`,
        of: ({ impact }) => impact.facts.find(({ name }) => name === fact)?.value ?? '',
      },
    ]),
  ),
  commander: { means: 'Who commanded last', of: (all) => findLastRoleHolder(all, 'commander') },
  owner: { means: 'Who answers for what follows', of: (all) => findLastRoleHolder(all, 'owner') },
  contributors: {
    means: 'Who wrote what was captured',
    of: ({ contributors }) => contributors.join(', '),
  },
  'counts.entries': { means: 'Lines of the timeline', of: ({ timeline }) => timeline.length },
  'counts.hypotheses': { means: 'Hypotheses that were held', of: ({ believed }) => believed.length },
  'counts.confirmed': { means: 'Confirmed causes', of: ({ causes }) => causes.confirmed.length },
  'counts.suspected': { means: 'Hypotheses still open', of: ({ causes }) => causes.suspected.length },
  'counts.ruled_out': { means: 'Hypotheses ruled out', of: ({ causes }) => causes.ruledOut.length },
  'counts.actions': { means: 'Actions', of: ({ actions }) => actions.length },
  'counts.lessons': { means: 'Lessons', of: ({ lessons }) => lessons.length },
  'counts.follow_ups': { means: 'Follow-ups', of: ({ followUps }) => followUps.length },
}

type Values = Record<string, string | number | Record<string, string | number>>

/** The field values of a document, nested by group for Liquid. */
export const buildFieldValues = (document: PostMortem): Values => makeFieldValues((field) => field.of(document))

/** Sample field values: one set with every field filled, one with every field empty. */
export const makeSampleFieldValues = (): Values[] =>
  ['something', ''].map((word) => makeFieldValues((_, name) => (name.startsWith('counts.') ? word.length : word)))

function makeFieldValues(value: (field: TemplateField, name: string) => string | number): Values {
  const values: Values = {}
  for (const [name, field] of Object.entries(templateFields)) {
    const [group = '', key] = name.split('.')
    if (key === undefined) values[group] = value(field, name)
    else values[group] = { ...(values[group] as object), [key]: value(field, name) }
  }
  return values
}
