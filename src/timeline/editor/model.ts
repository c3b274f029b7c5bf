import { botKinds, type Entry, type EntryKind, type EntryState } from '../../core/record/model.ts'

/** The kinds that people can give an entry. */
export const userKinds = [
  'note',
  'observation',
  'change',
  'hypothesis',
  'decision',
  'action',
  'update',
  'waiting',
  'recurrence',
  'lesson',
] as const
export type UserKind = (typeof userKinds)[number]

export const isUserKind = (kind: string): kind is UserKind => userKinds.some((one) => one === kind)

/** The filters of the timeline modal. */
export const timelineFilters = ['all', ...userKinds, ...botKinds, 'mine', 'withdrawn'] as const
export type TimelineFilter = (typeof timelineFilters)[number]

/**
 * The sort key of an entry: when it happened, then `place`, in microseconds since the epoch: Slack's `ts` of a captured
 * message, else the time of recording. Posting the bot's own message about an entry does not change its key.
 */
export interface EntrySortKey {
  occurredAt: Date
  place: bigint
  id: string
}

/** An entry as the timeline shows it, with its number of revisions (declined edits not counted). */
export interface RecordedEntry extends Entry {
  place: bigint
  revisions: number
}

/** The fields of an entry that can be edited by hand. */
export interface Version {
  text: string
  occurredAt: Date
  kind: EntryKind
  state: EntryState
}

export const pickEntryVersion = ({ text, occurredAt, kind, state }: Version): Version => ({
  text,
  occurredAt,
  kind,
  state,
})

export const isWithdrawn = ({ state }: Pick<Version, 'state'>): boolean => state === 'withdrawn'

/** What an entry was before a change. `previous` is its text; the other `previous…` fields are null if unchanged. */
export interface Revision {
  id: string
  at: Date
  by: string
  previous: string
  previousAt: Date | null
  previousKind: EntryKind | null
  previousState: EntryState | null
  /** The attachments before, if an edit in Slack changed them. */
  previousAttachments: unknown
  /** The text of an edit in Slack that was declined because the text had been set by hand; nothing else changed. */
  declined: string | null
  reason: string | null
}
