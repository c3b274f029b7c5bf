import { sayDuration } from '../../platform/time/durations.ts'
import type { ChallengeMeasures, Measures } from './model.ts'
import { measuredDays, type Overall } from './total.ts'

/** The measures as at most three sentences, leaving out what is unknown. They quote nobody. */
export const measureLines = (measures: Measures): string[] =>
  [hypothesisMeasuresLine(measures), actionMeasuresLine(measures), challengeMeasuresLine(measures)].filter(
    (line) => line !== undefined,
  )

function hypothesisMeasuresLine({ hypotheses, toSecondHypothesis, ledWrongly }: Measures): string | undefined {
  if (!hypotheses) return undefined
  const parts = [
    `${hypotheses.held} held, ${hypotheses.tested} tested`,
    ...(toSecondHypothesis === null ? [] : [`the second after ${sayDuration(toSecondHypothesis)}`]),
    ...(ledWrongly === null ? [] : [wrongLeadText(ledWrongly)]),
  ]
  return `Explanations: ${parts.join('; ')}.`
}

const wrongLeadText = (ms: number): string =>
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
    ...questionOutcomeParts(challenges),
  ]
  return `Questions: ${parts.join(', ')}.`
}

/** Says separately how many questions were merely followed by something new, without claiming that they caused it. */
function questionOutcomeParts({
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

/** The combined figures in one line; undefined if there are none. The line says that drills are not counted. */
export function overallLine({ incidents, challenges, medianLedWrongly }: Overall): string | undefined {
  const parts = [
    ...(challenges ? questionMeasureParts(challenges) : []),
    ...(medianLedWrongly === null
      ? []
      : [`what was later ruled out led for ${sayDuration(medianLedWrongly)} (median)`]),
  ]
  if (parts.length === 0) return undefined
  const many = `${incidents} ${incidents === 1 ? 'incident' : 'incidents'}`
  return `Last ${measuredDays} days, ${many}: ${parts.join(' · ')}. Drills are not counted.`
}

/** The percentage answered leaves out moot questions, which nobody needed to answer. */
function questionMeasureParts(challenges: ChallengeMeasures): string[] {
  const { asked: all, moot, answered } = challenges
  const needed = all - moot
  const share = needed > 0 ? [`${Math.round((100 * answered) / needed)} % answered`] : []
  return [`${all} ${all === 1 ? 'question' : 'questions'}`, ...share, ...questionOutcomeParts(challenges)]
}
