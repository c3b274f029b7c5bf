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
  /** Taken back by whoever added it: it never was. */
  | { type: 'followup.removed'; id: string }
  | { type: 'followup.changed'; id: string; to: Partial<FollowUpFields> }
  | { type: 'followup.reminded'; ids: string[]; at: Date }
