import type { SeenMessage } from '../../core/record/model.ts'

/** Why a channel is read: the bot has just started, the incident was closed, or a past range was asked for. */
export type Aim = 'start' | 'close' | 'range'

/**
 * One page to read: of a channel newest first, or of one of its threads oldest first. All that the next page needs
 * travels with it, so that a reading goes on wherever the bot was stopped. Times are Slack's `ts`.
 */
export interface ReadMessagesCall {
  do: 'read_messages'
  aim: Aim
  from: string
  to: string
  /** The thread being read; null: the channel itself. */
  thread: string | null
  cursor: string | null
  /** Where the page before ended: of what lies between, every message is on this page or gone. */
  edge: string
  /** How many messages may still be read: of the channel, then of all its threads together. */
  left: number
  /** Threads still to be read, the one with the newest reply first. */
  threads: ThreadFound[]
}

export interface ThreadFound {
  ts: string
  latest: string
}

/** One message as Slack shows it now. */
export interface ReadMessage {
  message: SeenMessage
  /** Somebody said it: it is neither the bot's own nor Slack's housekeeping. */
  isSaid: boolean
  /** Only what Slack leaves of a deleted message that has replies. */
  isGone: boolean
  editedBy: string | null
  reactions: ShownReaction[]
  replies: number
  latestReply: bigint | null
}

/** Of many people Slack names only some: `count` tells of how many. */
export interface ShownReaction {
  name: string
  users: string[]
  count: number
}

/** A message that was found and could not be put on record. */
export type LostMessage = Pick<SeenMessage, 'channelId' | 'ts' | 'threadTs'>

/** What was read, with the way to the next page. */
export interface MessagePage {
  got: 'page'
  messages: ReadMessage[]
  next: string | null
}
