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
      /** Of an answer that puts questions off. */
      until?: Date
    }
  | { type: 'challenge.superseded'; id: string; at: Date }
  /** Its answer was taken back: it waits for one again, or gives way to what was asked since. */
  | { type: 'challenge.reopened'; id: string }
