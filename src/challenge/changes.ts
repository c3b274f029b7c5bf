import type { AnswerKind, Reason, Wait } from './model.ts'

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

export type WaitChange =
  | { type: 'wait.begun'; wait: Wait & { incidentId: string } }
  /** Taken back by whoever began it: it never was. */
  | { type: 'wait.removed'; id: string }
  /** `at` is null where it goes on after all. */
  | { type: 'wait.ended'; id: string; at: Date | null; outcome: string | null }
