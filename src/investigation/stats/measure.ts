import { didNotHelp, withoutResult } from '../../core/record/model.ts'
import type { ChallengeReason } from '../challenges/model.ts'
import { findAnsweringTurn, findFollowingTurn, isNewHypothesisOrTest, listInvestigationTurns } from './course.ts'
import { excludeRevertedHypotheses, isTested, measureSecondHypothesisDelayMs, measureWrongLeadMs } from './led.ts'
import type { ChallengeMeasures, MeasuredChallenge, MeasurementInput, Measures } from './model.ts'

/** How the search for the cause went, from what is stored and nothing else. */
export function measureInvestigation(known: MeasurementInput): Measures {
  const { incident, hypotheses } = known
  return {
    ledWrongly: measureWrongLeadMs(incident, hypotheses),
    toSecondHypothesis: measureSecondHypothesisDelayMs(incident, hypotheses),
    hypotheses: testedOf(known),
    actions: measureActions(known),
    challenges: summarizeChallenges(assessChallenges(known)),
  }
}

function testedOf({ hypotheses }: MeasurementInput): Measures['hypotheses'] {
  const held = excludeRevertedHypotheses(hypotheses)
  const tested = held.filter(isTested)
  return held.length === 0 ? null : { held: held.length, tested: tested.length }
}

function measureActions({ actions }: MeasurementInput): Measures['actions'] {
  const told = actions.filter(({ result }) => result !== null && result !== 'unknown')
  const inVain = told.filter(didNotHelp)
  if (actions.length === 0) return null
  return {
    taken: actions.length,
    told: told.length,
    withoutEffect: told.length === 0 ? null : inVain.length,
    withoutResult: withoutResult(actions).length,
  }
}

/** What became of one challenge. */
export interface AssessedChallenge {
  reason: ChallengeReason
  moot: boolean
  /** It was answered with a new hypothesis or test. */
  answeredAnew: boolean
  /** It was not, but one followed within half an hour. */
  followedAnew: boolean
  /** In ms; null where nobody answered. */
  answeredAfter: number | null
}

/** Every challenge with what became of it. */
export function assessChallenges(
  known: Pick<MeasurementInput, 'hypotheses' | 'otherTests' | 'challenges'>,
): AssessedChallenge[] {
  const turns = listInvestigationTurns(known)
  const newOnes = turns.filter(isNewHypothesisOrTest)
  return known.challenges.map((challenge) => {
    const answer = findAnsweringTurn(challenge, turns)
    const answeredAnew = answer !== undefined && isNewHypothesisOrTest(answer)
    const follower = findFollowingTurn(challenge, known.challenges, newOnes)
    return {
      reason: challenge.reason,
      moot: challenge.answerKind === 'moot',
      answeredAnew,
      followedAnew: !answeredAnew && follower !== undefined,
      answeredAfter: answeredAfter(challenge),
    }
  })
}

/** Whoever puts a question off has not answered it. */
function answeredAfter({ askedAt, answeredAt, answerKind }: MeasuredChallenge): number | null {
  const isAnswer = answerKind && answerKind !== 'moot' && answerKind !== 'later'
  return isAnswer && answeredAt ? Math.max(0, answeredAt.getTime() - askedAt.getTime()) : null
}

/** The same of any number of challenges. */
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

/** The middle one; of an even number the mean of the two in the middle. Null of none. */
export function computeMedian(values: readonly number[]): number | null {
  const inOrder = values.toSorted((a, b) => a - b)
  const [low, high] = [Math.floor((inOrder.length - 1) / 2), Math.floor(inOrder.length / 2)]
  const [a, b] = [inOrder[low], inOrder[high]]
  return a === undefined || b === undefined ? null : (a + b) / 2
}
