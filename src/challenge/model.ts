/** Why the bot asks, the stronger reason first. */
export type Reason = 'no_hypothesis' | 'unchallenged'
export type ChallengeState = 'open' | 'answered' | 'superseded'
/**
 * How a challenge was answered: by one of its buttons, in words, or by what people did in the ledger. `moot`: the
 * incident moved on, and nobody needs to answer any more.
 */
export type AnswerKind = 'hypothesis' | 'test' | 'keep' | 'reply' | 'ledger' | 'moot'

/** One prompt to question a hypothesis, or the lack of one. `why` says why now; `question` is the question. */
export interface Challenge {
  id: string
  number: number
  reason: Reason
  family: string
  why: string
  question: string
  hypothesisId: string | null
  state: ChallengeState
  askedAt: Date
  askedOf: string | null
  answeredAt: Date | null
  answeredBy: string | null
  answerKind: AnswerKind | null
  answer: string | null
}

export const openChallenge = (challenges: readonly Challenge[]): Challenge | undefined =>
  challenges.find((challenge) => challenge.state === 'open')

/** Waiting on a third party: on whom, for what, since when. */
export interface Wait {
  id: string
  party: string
  about: string | null
  since: Date
}
