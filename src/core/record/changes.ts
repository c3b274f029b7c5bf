import { z } from 'zod'
import { change } from '../feature/change.ts'
import type { EntryData } from './entry-data.ts'
import {
  type Attachment,
  type EntryKind,
  type EntryState,
  entryKinds,
  entryStates,
  type LessonCategory,
  type SeenMessage,
} from './model.ts'

export interface NewEntry {
  id: string
  incidentId: string
  kind: EntryKind
  category?: LessonCategory
  state: EntryState
  text: string
  data?: EntryData
  raw?: string | null
  occurredAt: Date
  recordedAt: Date
  recorderId: string
  authorId?: string | null
  authorName?: string | null
  channelId?: string | null
  messageTs?: bigint | null
  threadTs?: bigint | null
  captured?: boolean
  attachments?: Attachment[]
  deletedInSlack?: Date | null
}

export interface NewPicture {
  id: string
  incidentId: string
  entryId: string
  fileId: string
  name: string
  type: string
  state: 'wanted' | 'refused'
}

export const entryAdded = change('entry.added').carrying<{ entry: NewEntry }>()

export const entryReclassified = change('entry.kind').stored(
  z.object({
    entryId: z.string(),
    kind: z.enum(entryKinds),
    state: z.enum(entryStates),
    recorderId: z.string(),
  }),
)

export const entryWithdrawn = change('entry.withdrawn').stored(z.object({ entryId: z.string() }))

export const entryCompleted = change('entry.completed').carrying<{
  entryId: string
  raw: string
  text: string
  authorId: string | null
  authorName: string | null
  threadTs: bigint | null
  attachments: Attachment[]
}>()

export const entryPosted = change('entry.posted').carrying<{ entryId: string; channelId: string; messageTs: bigint }>()

export const entryRevised = change('entry.revised').carrying<{
  id: string
  entryId: string
  text: string
  previous: string
  by: string
  at: Date
  /** For an edit in Slack: the new text in Slack's markup. */
  raw?: string
  /** Set when the edit changed the attachments. */
  attachments?: Attachment[]
  previousAttachments?: Attachment[]
}>()

/** Somebody corrected when it happened. The previous time is kept as a revision. */
export const entryRetimed = change('entry.retimed').stored(
  z.object({
    id: z.string(),
    entryId: z.string(),
    occurredAt: z.date(),
    previously: z.date(),
    /** The entry's text, unchanged: a revision stores the text as well. */
    text: z.string(),
    by: z.string(),
    at: z.date(),
  }),
)

/** The attachments changed without an edit: Slack unfurled a link. */
export const attachmentsChanged = change('entry.attachments').carrying<{ entryId: string; attachments: Attachment[] }>()

export const entryDeletedInSlack = change('entry.deleted_in_slack').carrying<{ entryId: string; at: Date }>()

export const reactionNoted = change('reaction.noted').stored(
  z.object({
    channelId: z.string(),
    messageTs: z.bigint(),
    userId: z.string(),
    name: z.string(),
    present: z.boolean(),
    eventTs: z.bigint(),
  }),
)

export const seenMessageEdited = change('seen.edited').carrying<{
  incidentId: string
  message: SeenMessage
  changedTs: bigint
}>()

export const seenMessageDeleted = change('seen.deleted').carrying<{
  incidentId: string
  channelId: string
  ts: bigint
  at: Date
}>()

export const pictureFound = change('picture.found').carrying<{ picture: NewPicture }>()

export const pictureKept = change('picture.kept').carrying<{ id: string; bytes: Uint8Array<ArrayBuffer>; at: Date }>()

export const pictureRefused = change('picture.refused').carrying<{ id: string }>()

/** The name of a channel or user group, as Slack returned it. */
export const labelFetched = change('label.known').carrying<{ id: string; name: string; at: Date }>()
