import type { Decision, Refusal, StateChange } from '../../core/decision.ts'
import type { Incident } from '../../core/incident/model.ts'
import type { Actor } from '../../core/input.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { escapeMrkdwn, slackTime } from '../../messages/mrkdwn.ts'
import { capitalizeFirst } from '../../platform/text.ts'
import { sayDuration } from '../../platform/time/durations.ts'
import { sayTime } from '../../platform/time/when.ts'
import { recordIncidentChange } from '../lifecycle/record.ts'
import type { FactName, Impact, ImpactPeriod } from './model.ts'

/** What somebody tells of the impact at once. */
export interface ImpactReport {
  window?: { from: Date; to: Date | null }
  facts?: Partial<Record<FactName, string>>
  services?: string[]
}

/** Windows and facts as told, on record in one line. */
export function recordImpact(
  { incident }: IncidentState,
  known: Impact,
  { window, facts = {}, services }: ImpactReport,
  by: Actor,
  ctx: DecisionContext,
): Decision | Refusal {
  const wrong = window && amiss(window, known.windows, ctx.now)
  if (wrong) return wrong
  const parts = [
    ...(window ? [buildPeriodPart(incident, window, ctx)] : []),
    ...Object.entries(facts).flatMap(([name, value]) => buildFactPart(incident, known, name as FactName, value) ?? []),
    ...(services ? affected(incident, services) : []),
  ]
  if (parts.length === 0) return { changes: [], send: [] }
  return impactRecorded(incident, parts, by, ctx)
}

/** One thing that was said about the impact. */
interface ImpactRecordPart {
  plain: string
  shown: string
  changes: StateChange[]
  back: StateChange[]
}

function impactRecorded(
  incident: Incident,
  parts: readonly ImpactRecordPart[],
  by: Actor,
  ctx: DecisionContext,
): Decision {
  return recordIncidentChange(
    incident,
    {
      kind: 'impact',
      text: `Impact: ${parts.map(({ plain }) => plain).join(' · ')}`,
      deed: `*Impact* ${parts.map(({ shown }) => shown).join(' · ')}`,
      changes: parts.flatMap(({ changes }) => changes),
      back: parts.flatMap(({ back }) => back),
      subject: 'impact',
    },
    by,
    ctx,
  )
}

function buildPeriodPart(
  incident: Incident,
  { from, to }: { from: Date; to: Date | null },
  ctx: DecisionContext,
): ImpactRecordPart {
  const window = { id: ctx.newId(), from, to }
  return {
    plain: plainPeriodText(window, incident.zone),
    shown: slackPeriodText(window, incident.zone),
    changes: [{ type: 'impact.added', incidentId: incident.id, window }],
    back: [{ type: 'impact.removed', id: window.id }],
  }
}

function buildFactPart(
  { id: incidentId }: Incident,
  known: Impact,
  name: FactName,
  given: string,
): ImpactRecordPart | undefined {
  const value = given.trim() || null
  const before = known.facts.find((fact) => fact.name === name)?.value ?? null
  if (value === before) return undefined
  const plain = value ? `${name}: ${value}${before ? ` (was ${before})` : ''}` : `${name}: not known after all`
  const set = (to: string | null): StateChange => ({ type: 'impact.fact', incidentId, name, value: to })
  return { plain, shown: escapeMrkdwn(plain), changes: [set(value)], back: [set(before)] }
}

function affected(incident: Incident, services: string[]): ImpactRecordPart[] {
  if (String(services) === String(incident.services)) return []
  const plain = `services: ${services.join(', ') || 'none'}`
  const set = (to: string[]): StateChange => ({
    type: 'incident.corrected',
    incidentId: incident.id,
    to: { services: to },
  })
  return [{ plain, shown: escapeMrkdwn(plain), changes: [set(services)], back: [set(incident.services)] }]
}

/** The window that is still open has come to its end. */
export function endImpact(
  { incident }: IncidentState,
  { windows }: Impact,
  at: Date,
  by: Actor,
  ctx: DecisionContext,
): Decision | Refusal {
  const open = windows.find(({ to }) => to === null)
  const { command } = ctx.settings
  if (!open) return { refusal: `No impact is open. For example: \`${command} impact 08:06-08:26\`` }
  const others = windows.filter(({ id }) => id !== open.id)
  const wrong = amiss({ from: open.from, to: at }, others, ctx.now)
  if (wrong) return wrong
  const ended = { ...open, to: at }
  const part: ImpactRecordPart = {
    plain: plainPeriodText(ended, incident.zone),
    shown: slackPeriodText(ended, incident.zone),
    changes: [{ type: 'impact.ended', id: open.id, to: at }],
    back: [{ type: 'impact.ended', id: open.id, to: null }],
  }
  return impactRecorded(incident, [part], by, ctx)
}

/** A window was none: it goes off the record. */
export function removeImpactPeriod(
  { incident }: IncidentState,
  { windows }: Impact,
  id: string,
  by: Actor,
  ctx: DecisionContext,
): Decision | Refusal {
  const window = windows.find((known) => known.id === id)
  if (!window) return { refusal: 'That window has been removed already.' }
  const part: ImpactRecordPart = {
    plain: `no impact ${plainPeriodText(window, incident.zone)}`,
    shown: `~${slackPeriodText(window, incident.zone)}~ removed`,
    changes: [{ type: 'impact.removed', id }],
    back: [{ type: 'impact.added', incidentId: incident.id, window }],
  }
  return impactRecorded(incident, [part], by, ctx)
}

/** What is wrong with a window, beside those there are. */
function amiss(
  { from, to }: { from: Date; to: Date | null },
  windows: readonly ImpactPeriod[],
  now: Date,
): (Refusal & { field: 'from' | 'to' }) | undefined {
  if (from > now || (to && to > now))
    return { refusal: 'That is still to come. Leave out the end while the impact lasts.', field: 'from' }
  if (to && to <= from) return { refusal: 'It would end before it begins. Check the dates.', field: 'to' }
  const other = windows.find((known) => overlap(known, { from, to }))
  if (!other) return undefined
  const open = other.to === null ? 'End that one first.' : 'Remove that one first, or change the times.'
  return { refusal: `It overlaps with ${slackPeriodText(other, 'UTC')}. ${open}`, field: 'from' }
}

type PeriodBounds = Pick<ImpactPeriod, 'from' | 'to'>

const overlap = (one: PeriodBounds, other: PeriodBounds): boolean =>
  one.from < (other.to ?? never) && other.from < (one.to ?? never)
const never = new Date(8.64e15)

/** `Mon, 2 Mar 2026, 08:06 (UTC) to … (20 min)`. */
export function plainPeriodText({ from, to }: PeriodBounds, zone: string): string {
  if (!to) return `since ${sayTime(from, zone)}`
  return `${sayTime(from, zone)} to ${sayTime(to, zone)} (${formatPeriodLength({ from, to })})`
}

/** The same, with times as each reader's clock shows them. */
export function slackPeriodText({ from, to }: PeriodBounds, zone: string): string {
  const start = slackTime(from, sayTime(from, zone))
  if (!to) return `since ${start}`
  return `${start} – ${slackTime(to, sayTime(to, zone))} (${formatPeriodLength({ from, to })})`
}

const formatPeriodLength = ({ from, to }: { from: Date; to: Date }): string =>
  sayDuration(to.getTime() - from.getTime())

/** The facts in lines, as people read them. */
export const impactFactLines = ({ facts }: Impact): string[] =>
  facts.map(({ name, value }) => `${capitalizeFirst(name)}: ${escapeMrkdwn(value)}`)
