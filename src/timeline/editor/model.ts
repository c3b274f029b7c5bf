import type { Entry, EntryKind, EntryState } from '../../core/record/model.ts'

/** Kinds that people give an entry. */
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
/** Kinds the bot gives: what it did and was told, in its own words. */
const ownKinds = ['status', 'severity', 'role', 'impact', 'evidence', 'challenge', 'correction'] as const

export const isUserKind = (kind: string): kind is UserKind => userKinds.some((known) => known === kind)

/** What a reader narrows the timeline to. */
export const timelineFilters = ['all', ...userKinds, ...ownKinds, 'mine', 'withdrawn'] as const
export type Filter = (typeof timelineFilters)[number]

/**
 * Where an entry stands: when it happened, then Slack's order of captured messages and the order in which the rest
 * was recorded. It stays as it is while the bot's own line about an entry is on its way to Slack.
 */
export interface EntrySortKey {
  occurredAt: Date
  place: bigint
  id: string
}

/** An entry as the timeline shows it, with how often it was changed. */
export interface RecordedEntry extends Entry {
  place: bigint
  revisions: number
}

/** What can be changed of an entry by hand. */
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

/** What an entry was before somebody changed it. */
export interface Revision {
  id: string
  at: Date
  by: string
  previous: string
  previousAt: Date | null
  previousKind: EntryKind | null
  previousState: EntryState | null
  /** What came with it before, where an edit in Slack changed that. */
  previousAttachments: unknown
  /** Words of an edit in Slack that a text set by hand withstood; then nothing else changed. */
  declined: string | null
  reason: string | null
}
