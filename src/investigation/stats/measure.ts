import { didNotHelp, withoutResult } from '../../core/record/model.ts'
import type { ChallengeReason } from '../challenges/model.ts'
import { findAnsweringTurn, findFollowingTurn, isNewHypothesisOrTest, listInvestigationTurns } from './course.ts'
import { excludeRevertedHypotheses, isTested, measureSecondHypothesisDelayMs, measureWrongLeadMs } from './led.ts'
import type { ChallengeMeasures, MeasuredChallenge, MeasurementInput, Measures } from './model.ts'

/** Measures how the search for the cause went, from stored data only. */
export function measureInvestigation(input: MeasurementInput): Measures {
  const { incident, hypotheses } = input
  return {
    ledWrongly: measureWrongLeadMs(incident, hypotheses),
    toSecondHypothesis: measureSecondHypothesisDelayMs(incident, hypotheses),
    hypotheses: countTestedHypotheses(input),
    actions: measureActions(input),
    challenges: summarizeChallenges(assessChallenges(input)),
  }
}

function countTestedHypotheses({ hypotheses }: MeasurementInput): Measures['hypotheses'] {
  const held = excludeRevertedHypotheses(hypotheses)
  const tested = held.filter(isTested)
  return held.length === 0 ? null : { held: held.length, tested: tested.length }
}

function measureActions({ actions }: MeasurementInput): Measures['actions'] {
  const told = actions.filter(({ result }) => result !== null && result !== 'unknown')
  const withoutEffect = told.filter(didNotHelp)
  if (actions.length === 0) return null
  return {
    taken: actions.length,
    told: told.length,
    withoutEffect: told.length === 0 ? null : withoutEffect.length,
    withoutResult: withoutResult(actions).length,
  }
}

/** How one challenge turned out. */
export interface AssessedChallenge {
  reason: ChallengeReason
  moot: boolean
  /** The answer was a new hypothesis or test. */
  answeredAnew: boolean
  /** The answer was not, but a new hypothesis or test followed within half an hour. */
  followedAnew: boolean
  /** Ms until the answer; null if nobody answered. */
  answeredAfter: number | null
}

/** Assesses each challenge against the turns of the investigation. */
export function assessChallenges(
  input: Pick<MeasurementInput, 'hypotheses' | 'otherTests' | 'challenges'>,
): AssessedChallenge[] {
  const turns = listInvestigationTurns(input)
  const newOnes = turns.filter(isNewHypothesisOrTest)
  return input.challenges.map((challenge) => {
    const answer = findAnsweringTurn(challenge, turns)
    const answeredAnew = answer !== undefined && isNewHypothesisOrTest(answer)
    const follower = findFollowingTurn(challenge, input.challenges, newOnes)
    return {
      reason: challenge.reason,
      moot: challenge.answerKind === 'moot',
      answeredAnew,
      followedAnew: !answeredAnew && follower !== undefined,
      answeredAfter: measureAnswerDelayMs(challenge),
    }
  })
}

/** Ms from question to answer. Neither putting a question off nor a moot question counts as an answer. */
function measureAnswerDelayMs({ askedAt, answeredAt, answerKind }: MeasuredChallenge): number | null {
  const isAnswer = answerKind && answerKind !== 'moot' && answerKind !== 'later'
  return isAnswer && answeredAt ? Math.max(0, answeredAt.getTime() - askedAt.getTime()) : null
}

/** Summarizes any number of assessed challenges; null for none. */
export function summarizeChallenges(all: readonly AssessedChallenge[]): ChallengeMeasures | null {
  if (all.length === 0) return null
  const answered = all.flatMap(({ answeredAfter: after }) => (after === null ? [] : [after]))
  return {
    asked: all.length,
    moot: all.filter(({ moot }) => moot).length,
    answered: answered.length,
    answeredAnew: all.filter(({ answeredAnew }) => answeredAnew).length,
    followedAnew: all.filter(({ followedAnew }) => followedAnew).length,
    medianToAnswer: computeMedian(answered),
  }
}

/** The median; for an even number of values the mean of the middle two. Null for none. */
export function computeMedian(values: readonly number[]): number | null {
  const inOrder = values.toSorted((a, b) => a - b)
  const [low, high] = [Math.floor((inOrder.length - 1) / 2), Math.floor(inOrder.length / 2)]
  const [a, b] = [inOrder[low], inOrder[high]]
  return a === undefined || b === undefined ? null : (a + b) / 2
}
