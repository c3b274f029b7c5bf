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

/** What an incident is measured by: all of it is stored. The rows may come in any order. */
export interface MeasurementInput {
  incident: MeasuredTimes
  hypotheses: readonly MeasuredHypothesis[]
  otherTests: readonly MeasuredTest[]
  challenges: readonly MeasuredChallenge[]
  actions: readonly Pick<RecordedAction, 'result'>[]
}

/** How the search for the cause went. Lengths of time are in ms. Null: nothing can be said; 0 is a finding. */
export interface Measures {
  /** How long everything the team held was later ruled out. */
  ledWrongly: number | null
  /** From the first hypothesis to the second. */
  toSecondHypothesis: number | null
  /** `tested`: those of which at least one test has a result. Null where none was held. */
  hypotheses: { held: number; tested: number } | null
  /**
   * `told`: those of which somebody said what came of them; `withoutEffect` of these: no effect, or worse.
   * `withoutResult`: nobody ever said. What was said to be unknown is neither. Null where none was taken.
   */
  actions: {
    taken: number
    told: number
    withoutEffect: number | null
    withoutResult: number
  } | null
  /** Null where none was asked. */
  challenges: ChallengeMeasures | null
}

export interface ChallengeMeasures {
  asked: number
  /** The incident moved on before anybody needed to answer. */
  moot: number
  answered: number
  /** Answered with a new hypothesis or test. */
  answeredAnew: number
  /** Others that a new hypothesis or test followed within half an hour: whether because of them nobody knows. */
  followedAnew: number
  /** Half of those answered were answered within this time. */
  medianToAnswer: number | null
}
