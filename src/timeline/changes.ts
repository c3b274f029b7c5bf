import type { Attachment, EntryKind, EntryState, LessonCategory, SeenMessage } from './model.ts'

export interface NewEntry {
  id: string
  incidentId: string
  kind: EntryKind
  category?: LessonCategory
  state: EntryState
  text: string
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
}

export type TimelineChange =
  | { type: 'entry.added'; entry: NewEntry }
  | { type: 'entry.kind'; entryId: string; kind: EntryKind; state: EntryState; recorderId: string }
  | { type: 'entry.withdrawn'; entryId: string }
  | {
      type: 'entry.completed'
      entryId: string
      text: string
      authorId: string | null
      authorName: string | null
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
    }
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
  | { type: 'seen.edited'; incidentId: string; message: SeenMessage }
  | { type: 'seen.deleted'; channelId: string; ts: bigint; at: Date }
