import type { Incident } from '../../core/incident/model.ts'
import type { RecordedAction } from '../../core/record/model.ts'
import type { Challenge } from '../challenges/model.ts'
import type { Hypothesis, HypothesisTest } from '../ledger/model.ts'

type MeasuredTest = Pick<HypothesisTest, 'text' | 'begunAt' | 'result' | 'closedAt'>
export type MeasuredHypothesis = Pick<
  Hypothesis,
  'statement' | 'state' | 'verdict' | 'openedAt' | 'reopenedAt' | 'closedAt' | 'closedBecause'
> & { tests: readonly MeasuredTest[] }
export type MeasuredChallenge = Pick<
  Challenge,
  'number' | 'reason' | 'askedAt' | 'answeredAt' | 'answerKind' | 'answer'
>
export type MeasuredTimes = Pick<Incident, 'startedAt' | 'detectedAt' | 'declaredAt' | 'resolvedAt' | 'closedAt'>

/** The stored rows an incident is measured from, in any order. */
export interface MeasurementInput {
  incident: MeasuredTimes
  hypotheses: readonly MeasuredHypothesis[]
  otherTests: readonly MeasuredTest[]
  challenges: readonly MeasuredChallenge[]
  actions: readonly Pick<RecordedAction, 'result'>[]
}

/** How the search for the cause went. Durations are in ms. Null means that nothing can be said; 0 is a finding. */
export interface Measures {
  /** How long every hypothesis the team held was one that was later ruled out. */
  ledWrongly: number | null
  /** Time from the first hypothesis to the second. */
  toSecondHypothesis: number | null
  /** `tested` counts those with at least one test result. Null if none was held. */
  hypotheses: { held: number; tested: number } | null
  /**
   * `told` counts actions with a known outcome, `withoutEffect` those of them that had no effect or made it worse, and
   * `withoutResult` those nobody gave a result. An action with the result `unknown` is in neither `told` nor
   * `withoutResult`. Null if none was taken.
   */
  actions: {
    taken: number
    told: number
    withoutEffect: number | null
    withoutResult: number
  } | null
  /** Null if no question was asked. */
  challenges: ChallengeMeasures | null
}

export interface ChallengeMeasures {
  asked: number
  /** The incident moved on before anybody needed to answer. */
  moot: number
  answered: number
  /** Answered with a new hypothesis or test. */
  answeredAnew: number
  /**
   * Other questions followed by a new hypothesis or test within half an hour, not necessarily because of the question.
   */
  followedAnew: number
  /** Median time to an answer; null if none was answered. */
  medianToAnswer: number | null
}
