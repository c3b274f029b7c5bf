import { change } from '../core/change.ts'
import type { FollowUp, FollowUpFields } from './model.ts'

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
export const followUpRemoved = change('followup.removed').carrying<{ id: string }>()

export const followUpChanged = change('followup.changed').carrying<{ id: string; to: Partial<FollowUpFields> }>()

export const followUpReminded = change('followup.reminded').carrying<{ ids: string[]; at: Date }>()
