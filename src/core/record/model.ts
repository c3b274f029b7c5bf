/** Kinds that people capture with a reaction. */
export const capturedKinds = ['note', 'observation', 'hypothesis', 'decision', 'action', 'recurrence'] as const
export type CapturedKind = (typeof capturedKinds)[number]
/** What a reaction can turn a message into: an entry of a kind, or a follow-up. */
export const markedKinds = [...capturedKinds, 'follow-up'] as const
export type MarkedKind = (typeof markedKinds)[number]
/** The reaction the bot adds to a captured message. */
export const captureMarkEmoji = 'memo'
/** Kinds of the entries that the bot records and words itself. */
export const botKinds = ['status', 'severity', 'role', 'impact', 'evidence', 'challenge', 'correction'] as const
/** All kinds of entry. */
export const entryKinds = [...capturedKinds, ...botKinds, 'change', 'update', 'waiting', 'lesson'] as const
export type EntryKind = (typeof entryKinds)[number]

/** What a lesson is about. */
export const lessonCategories = ['well', 'badly', 'lucky', 'surprise', 'uncaught'] as const
export type LessonCategory = (typeof lessonCategories)[number]

export const entryStates = ['pending', 'shown', 'withdrawn'] as const
export type EntryState = (typeof entryStates)[number]

/** The result of an action. */
export const actionResults = ['worked', 'helped_in_part', 'no_effect', 'made_it_worse', 'unknown'] as const
export type ActionResult = (typeof actionResults)[number]

export const resultName: Record<ActionResult, string> = {
  worked: 'worked',
  helped_in_part: 'helped in part',
  no_effect: 'no effect',
  made_it_worse: 'made it worse',
  unknown: 'result unknown',
}

/** A file, picture or unfurled link attached to a message. */
export interface Attachment {
  kind: 'file' | 'link'
  title: string
  url?: string
  text?: string
  /** For a link: the URL of its preview picture. It is linked, never fetched: see pictures.ts. */
  picture?: string
  /** For a file hosted by Slack. `size` is in bytes; `source` needs the bot's token. */
  file?: { id: string; name: string; type: string; size: number | null; source: string | null }
  /** The file has been deleted in Slack. */
  gone?: true
}

/** A timeline entry as stored. `messageTs` is Slack's `ts` in microseconds. */
export interface Entry {
  id: string
  kind: EntryKind
  /** Set for a lesson only. */
  category: LessonCategory | null
  state: EntryState
  /** Readable text. `raw` is Slack's markup; null unless the entry came from a message whose text has been read. */
  text: string
  raw: string | null
  /** As stored: see `EntryDataType.read`. Null unless the bot worded the entry itself. */
  data: unknown
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
  /** When somebody edited the text by hand. Edits in Slack no longer change it after that. */
  textEditedAt: Date | null
  /** When somebody set the kind, withdrew or restored it by hand. Reactions no longer change it after that. */
  stateEditedAt: Date | null
}

/** An action and its result. `at` is when it was done. */
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

/** The actions that have no result yet. */
export const withoutResult = <T extends Pick<RecordedAction, 'result'>>(actions: readonly T[]): T[] =>
  actions.filter(({ result }) => result === null)

/** True when the recorded result is no effect, or worse. */
export const didNotHelp = ({ result }: Pick<RecordedAction, 'result'>): boolean =>
  result === 'no_effect' || result === 'made_it_worse'

/** A recurrence of the symptom. `at` is when it came back. */
export type Recurrence = Omit<RecordedAction, 'result' | 'resultAt'>

/** The latest state of one reaction by one person on one message. */
export interface ReactionRow {
  userId: string
  name: string
  present: boolean
  eventTs: bigint
}

/** A message in an open incident's channel, as Slack sent it. */
export interface SeenMessage {
  channelId: string
  ts: bigint
  threadTs: bigint | null
  authorId: string | null
  authorName: string | null
  text: string
  content: Attachment[]
  editedTs: bigint | null
  /** Written by a person to people: not by a bot and not to the bot. Only such a message can answer a challenge. */
  isTalk: boolean
}

/** The instant of a Slack `ts`, to the millisecond. */
export const instantOf = (ts: bigint): Date => new Date(Number(ts / 1000n))
