import type { Attachment, EntryKind, EntryState, LessonCategory, SeenMessage } from './model.ts'

export interface NewEntry {
  id: string
  incidentId: string
  kind: EntryKind
  category?: LessonCategory
  state: EntryState
  text: string
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

export type TimelineChange =
  | { type: 'entry.added'; entry: NewEntry }
  | { type: 'entry.kind'; entryId: string; kind: EntryKind; state: EntryState; recorderId: string }
  | { type: 'entry.withdrawn'; entryId: string }
  | {
      type: 'entry.completed'
      entryId: string
      raw: string
      text: string
      authorId: string | null
      authorName: string | null
      threadTs: bigint | null
      attachments: Attachment[]
    }
  | { type: 'entry.posted'; entryId: string; channelId: string; messageTs: bigint }
  | {
      type: 'entry.revised'
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
    }
  /** Somebody corrected when it happened. The previous time is kept as a revision. */
  | {
      type: 'entry.retimed'
      id: string
      entryId: string
      occurredAt: Date
      previously: Date
      /** The entry's text, unchanged: a revision stores the text as well. */
      text: string
      by: string
      at: Date
    }
  /** The attachments changed without an edit: Slack unfurled a link. */
  | { type: 'entry.attachments'; entryId: string; attachments: Attachment[] }
  | { type: 'entry.deleted_in_slack'; entryId: string; at: Date }
  | {
      type: 'reaction.noted'
      channelId: string
      messageTs: bigint
      userId: string
      name: string
      present: boolean
      eventTs: bigint
    }
  | { type: 'seen.edited'; incidentId: string; message: SeenMessage; changedTs: bigint }
  | { type: 'seen.deleted'; incidentId: string; channelId: string; ts: bigint; at: Date }
  | { type: 'picture.found'; picture: NewPicture }
  | { type: 'picture.kept'; id: string; bytes: Uint8Array<ArrayBuffer>; at: Date }
  | { type: 'picture.refused'; id: string }
  /** The name of a channel or user group, as Slack returned it. */
  | { type: 'label.known'; id: string; name: string; at: Date }
