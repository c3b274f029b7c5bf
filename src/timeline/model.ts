/** Kinds that people capture by reaction. */
export const capturedKinds = [
  'note',
  'observation',
  'hypothesis',
  'decision',
  'action',
  'recurrence',
] as const
export type CapturedKind = (typeof capturedKinds)[number]
/** What a reaction can make of a message: an entry of some kind, or a follow-up. */
export const markedKinds = [...capturedKinds, 'follow-up'] as const
export type MarkedKind = (typeof markedKinds)[number]
/** The reaction by which the bot answers a capture. */
export const mark = 'memo'
/** Kinds the bot records about what happened to the incident itself. */
export type RecordedKind = 'status' | 'severity' | 'role' | 'evidence' | 'challenge'
export type EntryKind =
  | CapturedKind
  | RecordedKind
  | 'change'
  | 'update'
  | 'waiting'
  | 'lesson'
  | 'impact'
  | 'correction'

/** What a lesson is about. */
export const lessonCategories = ['well', 'badly', 'lucky', 'surprise', 'uncaught'] as const
export type LessonCategory = (typeof lessonCategories)[number]

export type EntryState = 'pending' | 'shown' | 'withdrawn'

/** A picture, file or unfurled link that came with a message. */
export interface Attachment {
  kind: 'file' | 'link'
  title: string
  url?: string
  text?: string
}

/** One line of the timeline as stored. `messageTs` is Slack's `ts` in microseconds. */
export interface Entry {
  id: string
  kind: EntryKind
  /** Of a lesson. */
  category: LessonCategory | null
  state: EntryState
  text: string
  occurredAt: Date
  recordedAt: Date
  authorId: string | null
  authorName: string | null
  recorderId: string
  channelId: string | null
  messageTs: bigint | null
  threadTs: bigint | null
  captured: boolean
  attachments: Attachment[]
  deletedInSlack: Date | null
}

/** A reaction's latest word on one message by one person. */
export interface ReactionRow {
  userId: string
  name: string
  present: boolean
  eventTs: bigint
}

/** A message of an open incident's channel as Slack sent it. */
export interface SeenMessage {
  channelId: string
  ts: bigint
  threadTs: bigint | null
  authorId: string | null
  authorName: string | null
  text: string
  content: Attachment[]
  editedTs: bigint | null
  /** A person says it to people: neither a bot's, nor words to the bot. Only talk can answer a challenge. */
  isTalk: boolean
}

/** The instant of a Slack `ts`, to the millisecond. */
export const instantOf = (ts: bigint): Date => new Date(Number(ts / 1000n))
