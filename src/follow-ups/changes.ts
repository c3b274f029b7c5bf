import { z } from 'zod'
import { change } from '../core/feature/change.ts'
import { type FollowUp, followUpKinds, followUpStates } from './model.ts'

export type NewFollowUp = Pick<
  FollowUp,
  | 'id'
  | 'incidentId'
  | 'number'
  | 'text'
  | 'ownerId'
  | 'owner'
  | 'dueOn'
  | 'channelId'
  | 'messageTs'
  | 'threadTs'
  | 'createdAt'
  | 'createdBy'
>

export const followUpAdded = change('followup.added').carrying<{ followUp: NewFollowUp }>()

/** Undoes `followup.added`: the row is deleted. */
export const followUpRemoved = change('followup.removed').stored(z.object({ id: z.string() }))

export const followUpChanged = change('followup.changed').stored(
  z.object({
    id: z.string(),
    to: z
      .object({
        text: z.string(),
        ownerId: z.string().nullable(),
        owner: z.string().nullable(),
        dueOn: z.date().nullable(),
        kind: z.enum(followUpKinds).nullable(),
        link: z.string().nullable(),
        state: z.enum(followUpStates),
        endedAt: z.date().nullable(),
        endedBy: z.string().nullable(),
        endedBecause: z.string().nullable(),
        edits: z.int(),
        reminders: z.int(),
        remindedAt: z.date().nullable(),
        snoozedUntil: z.date().nullable(),
      })
      .exactPartial(),
  }),
)

export const followUpReminded = change('followup.reminded').carrying<{ ids: string[]; at: Date }>()
