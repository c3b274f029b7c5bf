/** Kinds that people capture by reaction. */
export const capturedKinds = ['note', 'observation', 'hypothesis', 'decision', 'action', 'recurrence'] as const
export type CapturedKind = (typeof capturedKinds)[number]
/** What a reaction can make of a message: an entry of some kind, or a follow-up. */
export const markedKinds = [...capturedKinds, 'follow-up'] as const
export type MarkedKind = (typeof markedKinds)[number]
/** The reaction by which the bot answers a capture. */
export const captureMarkEmoji = 'memo'
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

/** What became of an action. */
export const actionResults = ['worked', 'helped_in_part', 'no_effect', 'made_it_worse', 'unknown'] as const
export type ActionResult = (typeof actionResults)[number]

export const resultName: Record<ActionResult, string> = {
  worked: 'worked',
  helped_in_part: 'helped in part',
  no_effect: 'no effect',
  made_it_worse: 'made it worse',
  unknown: 'result unknown',
}

/** A picture, file or unfurled link that came with a message. */
export interface Attachment {
  kind: 'file' | 'link'
  title: string
  url?: string
  text?: string
  /** Of a link: where its picture is. It is linked, never fetched: see pictures.ts. */
  picture?: string
  /** Of a file that Slack keeps; `source` is readable with the bot's token only. */
  file?: { id: string; name: string; type: string; size: number | null; source: string | null }
  /** The file was deleted in Slack. */
  gone?: true
}

/** One line of the timeline as stored. `messageTs` is Slack's `ts` in microseconds. */
export interface Entry {
  id: string
  kind: EntryKind
  /** Of a lesson. */
  category: LessonCategory | null
  state: EntryState
  /** As readers see it; `raw` is what Slack sent, where it came from a message and has been read. */
  text: string
  raw: string | null
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
  result: ActionResult | null
  resultAt: Date | null
  resultBy: string | null
  resultNote: string | null
  /** When somebody set its text by hand: edits in Slack no longer change it. */
  textEditedAt: Date | null
  /** When somebody set its kind, withdrew or restored it by hand: reactions no longer change it. */
  stateEditedAt: Date | null
}

/** Something done to help, and what came of it. `at` is when it was done. */
export interface RecordedAction {
  entryId: string
  text: string
  at: Date
  recordedAt: Date
  by: string | null
  recordedBy: string
  result: ActionResult | null
  resultAt: Date | null
  channelId: string | null
  messageTs: bigint | null
  threadTs: bigint | null
}

/** What was done and nobody has said yet what came of it. */
export const withoutResult = <T extends Pick<RecordedAction, 'result'>>(actions: readonly T[]): T[] =>
  actions.filter(({ result }) => result === null)

/** Somebody said that it had no effect, or worse. */
export const didNotHelp = ({ result }: Pick<RecordedAction, 'result'>): boolean =>
  result === 'no_effect' || result === 'made_it_worse'

/** The symptom came back. `at` is when it did. */
export type Recurrence = Omit<RecordedAction, 'result' | 'resultAt'>

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
