import type { ReactionRow } from '../../core/record/model.ts'

/** What is stored about the part of a channel or thread that a page covers. */
export interface StoredPageState {
  reactions: (ReactionRow & { messageTs: bigint })[]
  seen: StoredMessage[]
  /** The messages of captured entries. */
  entries: StoredMessage[]
}

export interface StoredMessage {
  ts: bigint
  threadTs: bigint | null
  editedTs?: bigint | null
  deletedAt: Date | null
}

/** What a page is read for, and what counts as missed on it. */
export interface MissedEventContext {
  incidentId: string
  workspaceId: string
  channelId: string
  /** Whether it is the incident's own channel, whose events the bot receives. */
  isOwn: boolean
  /** Slack timestamp in microseconds. Anything later may be newer than the page, and arrives as an event. */
  settledBy: bigint
  /** The names of the reactions that have a meaning. */
  reactions: ReadonlySet<string>
}
