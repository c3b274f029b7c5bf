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

export type FollowUpChange =
  | { type: 'followup.added'; followUp: NewFollowUp }
  /** Undoes `followup.added`: the row is deleted. */
  | { type: 'followup.removed'; id: string }
  | { type: 'followup.changed'; id: string; to: Partial<FollowUpFields> }
  | { type: 'followup.reminded'; ids: string[]; at: Date }
