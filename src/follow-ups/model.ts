import type { Incident } from '../core/incident/model.ts'

export const followUpKinds = ['prevent', 'detect', 'mitigate', 'process'] as const
export type FollowUpKind = (typeof followUpKinds)[number]
export const followUpStates = ['open', 'in_progress', 'done', 'dropped'] as const
export type FollowUpState = (typeof followUpStates)[number]

/** States of unfinished work, begun or not. */
export const toDoStates = ['open', 'in_progress'] as const satisfies FollowUpState[]
export const isToDo = ({ state }: { state: FollowUpState }): boolean => toDoStates.some((toDo) => toDo === state)

/** State names as people read them. */
export const followUpStateNames: Record<FollowUpState, string> = {
  open: 'open',
  in_progress: 'in progress',
  done: 'done',
  dropped: 'dropped',
}

/** In characters: short enough to be read at a glance. */
export const longestFollowUp = 500

/** Work after the incident. `dueOn` is a calendar day at midnight UTC. */
export interface FollowUp {
  id: string
  incidentId: string
  number: number
  text: string
  /** The Slack id of the owner if it is a person; otherwise `owner` names a group or team. */
  ownerId: string | null
  owner: string | null
  dueOn: Date | null
  kind: FollowUpKind | null
  state: FollowUpState
  link: string | null
  /** The message it was made from, if any. */
  channelId: string | null
  messageTs: bigint | null
  threadTs: bigint | null
  createdAt: Date
  createdBy: string
  endedAt: Date | null
  endedBy: string | null
  /** Why it was dropped. */
  endedBecause: string | null
  /** How often people have edited it, undos included. */
  edits: number
  /** Reminders sent since the count was last reset, and when it was last sent or reset. */
  reminders: number
  remindedAt: Date | null
  /** No reminder before then. */
  snoozedUntil: Date | null
}

/** The fields that can change after a follow-up is added. */
export type FollowUpFields = Pick<
  FollowUp,
  | 'text'
  | 'ownerId'
  | 'owner'
  | 'dueOn'
  | 'kind'
  | 'link'
  | 'state'
  | 'endedAt'
  | 'endedBy'
  | 'endedBecause'
  | 'edits'
  | 'reminders'
  | 'remindedAt'
  | 'snoozedUntil'
>

/** For example `F3`; numbers are per incident. */
export const labelOf = ({ number }: Pick<FollowUp, 'number'>): string => `F${number}`

/** A follow-up with what a reminder says of its incident, which may be any in the workspace. */
export interface OwedFollowUp {
  followUp: FollowUp
  incident: Pick<Incident, 'id' | 'number' | 'title' | 'severity' | 'channelId' | 'mode' | 'zone'>
}

/** By person id, their follow-ups across all incidents; only people who may be sent them. */
export type OwedFollowUpsByPerson = ReadonlyMap<string, readonly OwedFollowUp[]>
