import type { Decision, Refusal } from '../../core/decision.ts'
import type { StateChange, StoredChange } from '../../core/feature/change.ts'
import type { BaseContext, WithActor } from '../../core/feature/context.ts'
import type { Incident } from '../../core/incident/model.ts'
import { escapeMrkdwn } from '../../messages/mrkdwn.ts'
import { capitalizeFirst } from '../../platform/text.ts'
import { incidentCorrected } from '../lifecycle/changes.ts'
import { recordIncidentChange } from '../lifecycle/record.ts'
import { type ImpactPart, impactEntry, sayFact, sayServices } from './entry-data.ts'
import {
  type FactName,
  type Impact,
  type ImpactPeriod,
  impactAdded,
  impactEnded,
  impactFactSet,
  impactRemoved,
} from './model.ts'
import { type PeriodBounds, slackPeriodText } from './period.ts'

/** What somebody reports about the impact in one step. */
export interface ImpactReport {
  window?: { from: Date; to: Date | null }
  facts?: Partial<Record<FactName, string>>
  services?: string[]
}

/** Records the reported period, facts and services in one entry. Changes nothing when they are all recorded already. */
export function recordImpact(
  ctx: WithActor,
  current: Impact,
  { window, facts = {}, services }: ImpactReport,
): Decision | Refusal {
  const { incident } = ctx.state
  const refusal = window && refuseInvalidPeriod(window, current.periods, ctx.now)
  if (refusal) return refusal
  const parts = [
    ...(window ? [buildPeriodPart(ctx, incident, window)] : []),
    ...Object.entries(facts).flatMap(
      ([name, value]) => buildFactPart(incident, current, name as FactName, value) ?? [],
    ),
    ...(services ? buildServicesPart(incident, services) : []),
  ]
  if (parts.length === 0) return { changes: [], send: [] }
  return recordImpactParts(ctx, parts)
}

/** One part of the entry, with its changes and `back`, their inverse. */
interface ImpactRecordPart {
  fact: ImpactPart
  shown: string
  changes: StateChange[]
  back: StoredChange[]
}

function recordImpactParts(ctx: WithActor, parts: readonly ImpactRecordPart[]): Decision {
  return recordIncidentChange(ctx, {
    kind: 'impact',
    worded: impactEntry({ parts: parts.map(({ fact }) => fact) }, ctx.state.incident.zone),
    headline: `*Impact* ${parts.map(({ shown }) => shown).join(' · ')}`,
    changes: parts.flatMap(({ changes }) => changes),
    back: parts.flatMap(({ back }) => back),
    subject: 'impact',
  })
}

function buildPeriodPart(
  ctx: BaseContext,
  incident: Incident,
  { from, to }: { from: Date; to: Date | null },
): ImpactRecordPart {
  const window = { id: ctx.newId(), from, to }
  return {
    fact: { period: window.id, from, to, isRemoved: false },
    shown: slackPeriodText(window, incident.zone),
    changes: [impactAdded({ incidentId: incident.id, window })],
    back: [impactRemoved({ id: window.id })],
  }
}

function buildFactPart(
  { id: incidentId }: Incident,
  current: Impact,
  name: FactName,
  written: string,
): ImpactRecordPart | undefined {
  const value = written.trim() || null
  const before = current.facts.find((fact) => fact.name === name)?.value ?? null
  if (value === before) return undefined
  const fact = { fact: name, value, was: before }
  const set = (to: string | null) => impactFactSet({ incidentId, name, value: to })
  return { fact, shown: escapeMrkdwn(sayFact(fact)), changes: [set(value)], back: [set(before)] }
}

function buildServicesPart(incident: Incident, services: string[]): ImpactRecordPart[] {
  if (String(services) === String(incident.services)) return []
  const set = (to: string[]) => incidentCorrected({ incidentId: incident.id, to: { services: to } })
  return [
    {
      fact: { services },
      shown: escapeMrkdwn(sayServices(services)),
      changes: [set(services)],
      back: [set(incident.services)],
    },
  ]
}

/** Ends the open period. */
export function endImpact(ctx: WithActor, { periods }: Impact, at: Date): Decision | Refusal {
  const { incident } = ctx.state
  const open = periods.find(({ to }) => to === null)
  const { command } = ctx.settings
  if (!open) return { refusal: `No impact is open. For example: \`${command} impact 08:06-08:26\`` }
  const others = periods.filter(({ id }) => id !== open.id)
  const refusal = refuseInvalidPeriod({ from: open.from, to: at }, others, ctx.now)
  if (refusal) return refusal
  const ended = { ...open, to: at }
  const part: ImpactRecordPart = {
    fact: { period: open.id, from: open.from, to: at, isRemoved: false },
    shown: slackPeriodText(ended, incident.zone),
    changes: [impactEnded({ id: open.id, to: at })],
    back: [impactEnded({ id: open.id, to: null })],
  }
  return recordImpactParts(ctx, [part])
}

/** Removes a period recorded by mistake. */
export function removeImpactPeriod(ctx: WithActor, { periods }: Impact, id: string): Decision | Refusal {
  const { incident } = ctx.state
  const window = periods.find((period) => period.id === id)
  if (!window) return { refusal: 'That window has been removed already.' }
  const part: ImpactRecordPart = {
    fact: { period: id, from: window.from, to: window.to, isRemoved: true },
    shown: `~${slackPeriodText(window, incident.zone)}~ removed`,
    changes: [impactRemoved({ id })],
    back: [impactAdded({ incidentId: incident.id, window })],
  }
  return recordImpactParts(ctx, [part])
}

/** Why a period cannot be recorded beside the existing ones; undefined when it can. */
function refuseInvalidPeriod(
  { from, to }: { from: Date; to: Date | null },
  periods: readonly ImpactPeriod[],
  now: Date,
): (Refusal & { field: 'from' | 'to' }) | undefined {
  if (from > now || (to && to > now))
    return { refusal: 'That is still to come. Leave out the end while the impact lasts.', field: 'from' }
  if (to && to <= from) return { refusal: 'It would end before it begins. Check the dates.', field: 'to' }
  const other = periods.find((period) => doPeriodsOverlap(period, { from, to }))
  if (!other) return undefined
  const open = other.to === null ? 'End that one first.' : 'Remove that one first, or change the times.'
  return { refusal: `It overlaps with ${slackPeriodText(other, 'UTC')}. ${open}`, field: 'from' }
}

const doPeriodsOverlap = (one: PeriodBounds, other: PeriodBounds): boolean =>
  one.from < (other.to ?? farFuture) && other.from < (one.to ?? farFuture)
const farFuture = new Date(8.64e15)

/** One line of mrkdwn per fact. */
export const impactFactLines = ({ facts }: Impact): string[] =>
  facts.map(({ name, value }) => `${capitalizeFirst(name)}: ${escapeMrkdwn(value)}`)
