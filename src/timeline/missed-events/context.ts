import type { MessageDeleted, MessageEdited, MessagePosted, ReactionChanged } from '../../core/input.ts'
import type { ReactionRow } from '../../core/record/model.ts'

/** What is stored about the stretch of a channel or thread that a page shows. */
export interface StoredPageState {
  reactions: (ReactionRow & { messageTs: bigint })[]
  seen: StoredMessage[]
  /** Of captured messages. */
  entries: StoredMessage[]
}

export interface StoredMessage {
  ts: bigint
  threadTs: bigint | null
  editedTs?: bigint | null
  deletedAt: Date | null
}

/** Whose reading it is. */
export interface MissedEventContext {
  incidentId: string
  workspaceId: string
  channelId: string
  /** It is the incident's own channel, whose events it hears. */
  isOwn: boolean
  /** What happened after this may be newer than what was read, and comes by itself. */
  settledBy: bigint
  /** The reactions that mean something. */
  reactions: ReadonlySet<string>
}

/** As if Slack had told it: messages nobody heard, and what became of messages since. */
export interface MissedEvents {
  spoken: MessagePosted[]
  deeds: (ReactionChanged | MessageEdited | MessageDeleted)[]
}
