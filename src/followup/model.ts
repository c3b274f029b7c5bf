export const followUpKinds = ['prevent', 'detect', 'mitigate', 'process'] as const
export type FollowUpKind = (typeof followUpKinds)[number]
export type FollowUpState = 'open' | 'done' | 'dropped'

/** Work after the incident. `dueOn` is a day, at midnight UTC. */
export interface FollowUp {
  id: string
  incidentId: string
  number: number
  text: string
  /** A person's id, where a person answers for it; otherwise `owner` names a group or team. */
  ownerId: string | null
  owner: string | null
  dueOn: Date | null
  kind: FollowUpKind | null
  state: FollowUpState
  link: string | null
  /** The message it was taken from. */
  channelId: string | null
  messageTs: bigint | null
  threadTs: bigint | null
  createdAt: Date
  createdBy: string
  endedAt: Date | null
  /** How often its owner was reminded, and when last. */
  reminders: number
  remindedAt: Date | null
}
