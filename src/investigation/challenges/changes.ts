import type { AnswerKind, Challenge } from './model.ts'

type AskedChallengeFields = Pick<
  Challenge,
  | 'id'
  | 'number'
  | 'reason'
  | 'family'
  | 'why'
  | 'question'
  | 'hypothesisId'
  | 'aboutId'
  | 'askedOf'
  | 'level'
  | 'candidates'
>

export type ChallengeChange =
  | ({ type: 'challenge.asked'; incidentId: string; at: Date } & AskedChallengeFields)
  | {
      type: 'challenge.answered'
      id: string
      by: string | null
      kind: AnswerKind
      answer: string
      at: Date
      replyTs?: bigint
      /** Until when an answer puts questions off. */
      until?: Date
    }
  | { type: 'challenge.superseded'; id: string; at: Date }
  /** Its answer was undone: it is open again, or superseded if another was asked since. */
  | { type: 'challenge.reopened'; id: string }
