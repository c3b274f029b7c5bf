import { type ActionResult, actionResults } from '../../core/record/model.ts'
import { type Reason, reasons } from '../challenges/model.ts'
import { heldOf, isTested, ledWrongly } from './led.ts'
import { challengesOf, judged, median } from './measure.ts'
import type { ChallengesMeasured, Measurable } from './model.ts'

/** How far back incidents are measured together. */
export const measuredDays = 90

/** One incident among others. */
export type Measured = Measurable & { severity: string }

/** The figures of several incidents together. */
export interface Overall {
  incidents: number
  challenges: ChallengesMeasured | null
  /** Half of those of which it is known lost no more than this to what was later ruled out, in ms. */
  medianLedWrongly: number | null
}

export function overall(all: readonly Measured[]): Overall {
  const led = all.flatMap(({ incident, hypotheses }) => ledWrongly(incident, hypotheses) ?? [])
  return {
    incidents: all.length,
    challenges: challengesOf(all.flatMap(judged)),
    medianLedWrongly: median(led),
  }
}

/** The same for Prometheus: counts by kinds of which there are few. */
export interface Tally {
  challenges: ({ reason: Reason } & Omit<ChallengesMeasured, 'medianToAnswer'>)[]
  ledWrongly: { severity: string; incidents: number; seconds: number }[]
  hypotheses: { tested: number; untested: number }
  actions: { result: ActionResult | 'none'; count: number }[]
}

export function tally(all: readonly Measured[]): Tally {
  const held = all.flatMap(({ hypotheses }) => heldOf(hypotheses))
  const tested = held.filter(isTested).length
  return {
    challenges: byReason(all),
    ledWrongly: bySeverity(all),
    hypotheses: { tested, untested: held.length - tested },
    actions: byResult(all),
  }
}

function byReason(all: readonly Measured[]): Tally['challenges'] {
  const known = all.flatMap(judged)
  return reasons.flatMap((reason) => {
    const own = challengesOf(known.filter((one) => one.reason === reason))
    if (!own) return []
    const { medianToAnswer: _, ...counts } = own
    return [{ reason, ...counts }]
  })
}

function bySeverity(all: readonly Measured[]): Tally['ledWrongly'] {
  const known = all.flatMap(({ severity, incident, hypotheses }) => {
    const led = ledWrongly(incident, hypotheses)
    return led === null ? [] : [{ severity, seconds: led / 1_000 }]
  })
  return [...Map.groupBy(known, ({ severity }) => severity)].map(([severity, own]) => ({
    severity,
    incidents: own.length,
    seconds: own.reduce((sum, { seconds }) => sum + seconds, 0),
  }))
}

function byResult(all: readonly Measured[]): Tally['actions'] {
  const actions = all.flatMap((one) => one.actions)
  const count = (wanted: ActionResult | null) => actions.filter(({ result }) => result === wanted).length
  const told = actionResults.map((result) => ({ result, count: count(result) }))
  return [...told, { result: 'none', count: count(null) }]
}
