import { sayDuration } from '../../platform/time/durations.ts'
import type { ChallengeMeasures, Measures } from './model.ts'
import { measuredDays, type Overall } from './total.ts'

/** The figures in plain sentences, at most three; of what nothing can be said, nothing is. Nobody's words are in them. */
export const measureLines = (measures: Measures): string[] =>
  [hypothesisMeasuresLine(measures), actionMeasuresLine(measures), challengeMeasuresLine(measures)].filter(
    (line) => line !== undefined,
  )

function hypothesisMeasuresLine({ hypotheses, toSecondHypothesis, ledWrongly }: Measures): string | undefined {
  if (!hypotheses) return undefined
  const parts = [
    `${hypotheses.held} held, ${hypotheses.tested} tested`,
    ...(toSecondHypothesis === null ? [] : [`the second after ${sayDuration(toSecondHypothesis)}`]),
    ...(ledWrongly === null ? [] : [ledFor(ledWrongly)]),
  ]
  return `Explanations: ${parts.join('; ')}.`
}

const ledFor = (ms: number): string =>
  ms === 0 ? 'no time went to what was later ruled out' : `what was later ruled out led for ${sayDuration(ms)}`

function actionMeasuresLine({ actions }: Measures): string | undefined {
  if (!actions) return undefined
  const { taken: all, withoutEffect, withoutResult } = actions
  const parts = [
    `${all} taken`,
    ...(withoutEffect === null ? [] : [`${withoutEffect} without effect`]),
    ...(withoutResult > 0 ? [`${withoutResult} without a result`] : []),
  ]
  return `Actions: ${parts.join(', ')}.`
}

function challengeMeasuresLine({ challenges }: Measures): string | undefined {
  if (!challenges) return undefined
  const { asked: all, moot, answered, medianToAnswer } = challenges
  const soon =
    medianToAnswer === null ? '' : ` (${answered > 1 ? 'half of them within' : 'after'} ${sayDuration(medianToAnswer)})`
  const parts = [
    `${all} asked`,
    `${answered} answered${soon}`,
    ...(moot > 0 ? [`${moot} no longer needed`] : []),
    ...whatCame(challenges),
  ]
  return `Questions: ${parts.join(', ')}.`
}

/** What they were answered with is a fact; of what followed them no more is said than that it did. */
function whatCame({
  answered,
  answeredAnew,
  followedAnew,
}: Pick<ChallengeMeasures, 'answered' | 'answeredAnew' | 'followedAnew'>): string[] {
  const followed = answeredAnew > 0 ? 'more followed by one' : 'followed by a new hypothesis or test'
  return [
    ...(answered > 0 ? [`${answeredAnew} answered with a new hypothesis or test`] : []),
    ...(followedAnew > 0 ? [`${followedAnew} ${followed} within 30 min`] : []),
  ]
}

/** Incidents together, in one line; undefined where there is nothing to say. Drills are not among them. */
export function overallLine({ incidents, challenges, medianLedWrongly }: Overall): string | undefined {
  const parts = [
    ...(challenges ? questions(challenges) : []),
    ...(medianLedWrongly === null
      ? []
      : [`what was later ruled out led for ${sayDuration(medianLedWrongly)} (median)`]),
  ]
  if (parts.length === 0) return undefined
  const many = `${incidents} ${incidents === 1 ? 'incident' : 'incidents'}`
  return `Last ${measuredDays} days, ${many}: ${parts.join(' · ')}. Drills are not counted.`
}

/** The share is of those that anybody still needed to answer. */
function questions(challenges: ChallengeMeasures): string[] {
  const { asked: all, moot, answered } = challenges
  const needed = all - moot
  const share = needed > 0 ? [`${Math.round((100 * answered) / needed)} % answered`] : []
  return [`${all} ${all === 1 ? 'question' : 'questions'}`, ...share, ...whatCame(challenges)]
}
