import { type ActionResult, actionResults } from '../../core/record/model.ts'
import { type ChallengeReason, challengeReasons } from '../challenges/model.ts'
import { excludeRevertedHypotheses, isTested, measureWrongLeadMs } from './led.ts'
import { assessChallenges, computeMedian, summarizeChallenges } from './measure.ts'
import type { ChallengeMeasures, MeasurementInput } from './model.ts'

/** How many days back incidents count towards the combined figures. */
export const measuredDays = 90

/** One of several incidents measured together. */
export type MeasuredIncident = MeasurementInput & { severity: string }

/** The combined figures of several incidents. */
export interface Overall {
  incidents: number
  challenges: ChallengeMeasures | null
  /** Median of `ledWrongly` in ms, over the incidents for which it is known; null if there are none. */
  medianLedWrongly: number | null
}

export function combineMeasures(all: readonly MeasuredIncident[]): Overall {
  const led = all.flatMap(({ incident, hypotheses }) => measureWrongLeadMs(incident, hypotheses) ?? [])
  return {
    incidents: all.length,
    challenges: summarizeChallenges(all.flatMap(assessChallenges)),
    medianLedWrongly: computeMedian(led),
  }
}

/** Counts for Prometheus, by labels with few values. */
export interface Tally {
  challenges: ({ reason: ChallengeReason } & Omit<ChallengeMeasures, 'medianToAnswer'>)[]
  ledWrongly: { severity: string; incidents: number; seconds: number }[]
  hypotheses: { tested: number; untested: number }
  actions: { result: ActionResult | 'none'; count: number }[]
}

export function tallyInvestigations(all: readonly MeasuredIncident[]): Tally {
  const held = all.flatMap(({ hypotheses }) => excludeRevertedHypotheses(hypotheses))
  const tested = held.filter(isTested).length
  return {
    challenges: tallyChallengesByReason(all),
    ledWrongly: tallyWrongLeadBySeverity(all),
    hypotheses: { tested, untested: held.length - tested },
    actions: tallyActionsByResult(all),
  }
}

function tallyChallengesByReason(all: readonly MeasuredIncident[]): Tally['challenges'] {
  const known = all.flatMap(assessChallenges)
  return challengeReasons.flatMap((reason) => {
    const own = summarizeChallenges(known.filter((one) => one.reason === reason))
    if (!own) return []
    const { medianToAnswer: _, ...counts } = own
    return [{ reason, ...counts }]
  })
}

function tallyWrongLeadBySeverity(all: readonly MeasuredIncident[]): Tally['ledWrongly'] {
  const known = all.flatMap(({ severity, incident, hypotheses }) => {
    const led = measureWrongLeadMs(incident, hypotheses)
    return led === null ? [] : [{ severity, seconds: led / 1_000 }]
  })
  return [...Map.groupBy(known, ({ severity }) => severity)].map(([severity, own]) => ({
    severity,
    incidents: own.length,
    seconds: own.reduce((sum, { seconds }) => sum + seconds, 0),
  }))
}

function tallyActionsByResult(all: readonly MeasuredIncident[]): Tally['actions'] {
  const actions = all.flatMap((one) => one.actions)
  const count = (wanted: ActionResult | null) => actions.filter(({ result }) => result === wanted).length
  const told = actionResults.map((result) => ({ result, count: count(result) }))
  return [...told, { result: 'none', count: count(null) }]
}
