/** Why the bot asks, strongest reason first. */
export const challengeReasons = [
  'no_effect',
  'did_it_work',
  'test_due',
  'recurrence',
  'wait',
  'no_hypothesis',
  'unchallenged',
  'unexplained',
  'untested_crowd',
  'long_shift',
  'before_close',
  'what_fixed_it',
] as const
export type ChallengeReason = (typeof challengeReasons)[number]
export type ChallengeState = 'open' | 'answered' | 'superseded'
/**
 * How a challenge was answered: by one of its buttons, in words, or by what people did in the ledger. `later` puts
 * questions off, with a reason. `moot` means that the incident moved on and nobody needs to answer any more.
 */
export const answerKinds = [
  'hypothesis',
  'test',
  'keep',
  'evidence',
  'ruled_out',
  'result',
  'wait_over',
  'handed_over',
  'fresh_eyes',
  'reply',
  'ledger',
  'later',
  'moot',
] as const
export type AnswerKind = (typeof answerKinds)[number]

/** A message that may already state a hypothesis. */
export interface Candidate {
  channelId: string
  ts: bigint
  author: string
  text: string
}

/** How far a challenge is escalated: 0 asks the commander, 1 asks anyone in the channel, 2 proposes fresh eyes. */
export type EscalationLevel = 0 | 1 | 2

/**
 * One prompt to challenge a hypothesis, a wait or an action, or the lack of them. `why` says why now, `question` is the
 * question itself. `aboutId` is the id of the entry, wait or test it is about, if any.
 */
export interface Challenge {
  id: string
  number: number
  reason: ChallengeReason
  family: string
  why: string
  question: string
  hypothesisId: string | null
  aboutId: string | null
  state: ChallengeState
  level: EscalationLevel
  candidates: Candidate[]
  askedAt: Date
  askedOf: string | null
  answeredAt: Date | null
  answeredBy: string | null
  answerKind: AnswerKind | null
  answer: string | null
  /** The message in the incident's channel that answered it. */
  replyTs: bigint | null
  /** Until when the answer puts questions off. */
  until: Date | null
}

export const openChallenge = (challenges: readonly Challenge[]): Challenge | undefined =>
  challenges.find((challenge) => challenge.state === 'open')

/** The name of a challenge's live message. */
export const challengeLiveMessage = (number: number): string => `challenge:${number}`
