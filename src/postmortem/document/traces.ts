import type { Entry } from '../../core/record/model.ts'
import { findDisplayName } from '../../core/state.ts'
import { makePermalink } from '../../messages/permalink.ts'
import type { KeptPicture } from '../input.ts'
import type { ResponseState } from '../state.ts'
import type { TimelineLine } from './lines.ts'

export const toIsoString = (at: Date | null): string | null => at?.toISOString() ?? null

/** `2026-12-01` for a day at midnight UTC. */
export const formatIsoDay = (on: Date | null): string | null => on?.toISOString().slice(0, 10) ?? null

/** The entries of a kind recorded at `at`. One user action gives its changes and its entries the same time. */
export const findEntriesRecordedAt = (entries: readonly Entry[], kind: Entry['kind'], at: Date | null): Entry[] =>
  entries.filter((entry) => entry.kind === kind && entry.recordedAt.getTime() === at?.getTime())

/** The permalink of an entry; null if it has no message in Slack. */
export const entryPermalink = (state: ResponseState, entry: Entry | undefined): string | null =>
  entry ? makePermalink(state.workspaceUrl, entry) : null

export const collectEntryIds = (...entries: (Entry | undefined)[]): string[] => [
  ...new Set(entries.flatMap((entry) => entry?.id ?? [])),
]

/** The display name of a person; null if there is no id. */
export const displayNameOrNull = (state: ResponseState, id: string | null): string | null =>
  id && findDisplayName(state, id)

/** Turns an entry into a timeline line. */
export function buildTimelineLine(state: ResponseState, entry: Entry, pictures: readonly KeptPicture[]): TimelineLine {
  return {
    at: entry.occurredAt.toISOString(),
    kind: entry.kind,
    text: entry.state === 'pending' && !entry.text ? '(its text has not been read from Slack yet)' : entry.text,
    author: entry.authorName ?? displayNameOrNull(state, entry.authorId),
    recorder: findDisplayName(state, entry.recorderId),
    recordedAt: entry.recordedAt.toISOString(),
    permalink: makePermalink(state.workspaceUrl, entry),
    deletedInSlack: entry.deletedInSlack !== null,
    attachments: entry.attachments.map(({ title, url }) => ({ title, ...(url && { url }) })),
    pictures: pictures.map(({ id, name, type }) => ({ id, name, type })),
    entries: [entry.id],
  }
}
