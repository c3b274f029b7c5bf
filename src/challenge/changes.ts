import type { AnswerKind, Reason } from './model.ts'

export type ChallengeChange =
  | {
      type: 'challenge.asked'
      id: string
      incidentId: string
      number: number
      reason: Reason
      family: string
      why: string
      question: string
      hypothesisId: string | null
      askedOf: string | null
      at: Date
    }
  | {
      type: 'challenge.answered'
      id: string
      by: string | null
      kind: AnswerKind
      answer: string
      at: Date
      replyTs?: bigint
    }
  | { type: 'challenge.superseded'; id: string; at: Date }
