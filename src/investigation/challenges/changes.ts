import { z } from 'zod'
import { change } from '../../core/feature/change.ts'
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

export const challengeAsked = change('challenge.asked').carrying<
  {
    incidentId: string
    at: Date
  } & AskedChallengeFields
>()

export const challengeAnswered = change('challenge.answered').carrying<{
  id: string
  by: string | null
  kind: AnswerKind
  answer: string
  at: Date
  replyTs?: bigint
  /** Until when an answer puts questions off. */
  until?: Date
}>()

export const challengeSuperseded = change('challenge.superseded').carrying<{ id: string; at: Date }>()

/** Its answer was undone: it is open again, or superseded if another was asked since. */
export const challengeReopened = change('challenge.reopened').stored(z.object({ id: z.string() }))
