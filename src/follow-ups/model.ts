import type { Incident } from '../core/incident/model.ts'

export const followUpKinds = ['prevent', 'detect', 'mitigate', 'process'] as const
export type FollowUpKind = (typeof followUpKinds)[number]
export type FollowUpState = 'open' | 'in_progress' | 'done' | 'dropped'

/** Somebody still has to do it, whether or not they have begun. */
export const toDoStates = ['open', 'in_progress'] as const satisfies FollowUpState[]
export const isToDo = ({ state }: { state: FollowUpState }): boolean => toDoStates.some((known) => known === state)

/** What people call each state. */
export const followUpStateNames: Record<FollowUpState, string> = {
  open: 'open',
  in_progress: 'in progress',
  done: 'done',
  dropped: 'dropped',
}

/** The longest text of a follow-up: one line that can be read at a glance. */
export const longestFollowUp = 500

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
  endedBy: string | null
  /** Why it was dropped. */
  endedBecause: string | null
  /** How often people have put it in other words than those it began with. */
  edits: number
  /** How often its owner was reminded, and when last. */
  reminders: number
  remindedAt: Date | null
  /** Nothing is said of it before then. */
  snoozedUntil: Date | null
}

/** What can become different about a follow-up. */
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

/** What people call a follow-up of their incident: `F3`. */
export const labelOf = ({ number }: Pick<FollowUp, 'number'>): string => `F${number}`

/** A follow-up that may be due for somebody, wherever it came from. */
export interface OwedFollowUp {
  followUp: FollowUp
  incident: Pick<Incident, 'id' | 'number' | 'title' | 'severity' | 'channelId' | 'mode' | 'zone'>
}

/** What those owe who can be written to: their follow-ups of every incident, by person. */
export type OwedFollowUpsByPerson = ReadonlyMap<string, readonly OwedFollowUp[]>
