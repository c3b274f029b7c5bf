import { z } from 'zod'
import { formatTs } from '../../messages/mrkdwn.ts'
import type { SeenMessage } from '../record/model.ts'

/** Why a channel is read: the bot started, the incident was closed, or somebody asked for a past range. */
const readingAims = ['start', 'close', 'range'] as const
export type ReadingAim = (typeof readingAims)[number]

const FoundThread = z.object({ ts: z.string(), latest: z.string() })
export type FoundThread = z.infer<typeof FoundThread>

/**
 * Reads one page: of a channel, newest first, or of one of its threads, oldest first. The call carries everything the
 * next page needs, so that reading resumes wherever the bot was stopped. Times are Slack timestamps (`ts`).
 */
export const ReadMessagesCall = z.object({
  do: z.literal('read_messages'),
  aim: z.enum(readingAims),
  from: z.string(),
  to: z.string(),
  /** The thread to read; null for the channel itself. */
  thread: z.string().nullable(),
  cursor: z.string().nullable(),
  /** Where the previous page ended. Messages between there and this page's end are on this page or deleted. */
  edge: z.string(),
  /** How many more messages may be read: of the channel, then of all its threads together. */
  left: z.number(),
  /** Threads still to read, the one with the newest reply first. */
  threads: z.array(FoundThread),
})
export type ReadMessagesCall = z.infer<typeof ReadMessagesCall>

/** One message as Slack shows it now. */
export interface ReadMessage {
  message: SeenMessage
  /** Posted by a person or another app: neither by this bot nor a system message of Slack. */
  isSaid: boolean
  /** A tombstone: what Slack leaves of a deleted message that has replies. */
  isGone: boolean
  editedBy: string | null
  reactions: ShownReaction[]
  replies: number
  latestReply: bigint | null
}

/** A reaction as Slack shows it. `users` may be incomplete; `count` is the true number. */
export interface ShownReaction {
  name: string
  users: string[]
  count: number
}

/** A missed message that was found but could not be stored. */
export type LostMessage = Pick<SeenMessage, 'channelId' | 'ts' | 'threadTs'>

/** A page that was read; `next` is the cursor of the next one, null if there is none. */
export interface MessagePage {
  got: 'page'
  messages: ReadMessage[]
  next: string | null
}

/** The most messages of a channel, and again of its threads together, that one reading takes. */
export const maxReadMessages = 2_000

export const tsOf = (at: Date): bigint => BigInt(at.getTime()) * 1000n

/** Reads the first page of a channel's messages between two times. */
export const readFirstPage = (aim: ReadingAim, from: bigint, to: bigint): ReadMessagesCall => ({
  do: 'read_messages',
  aim,
  from: formatTs(from),
  to: formatTs(to),
  thread: null,
  cursor: null,
  edge: formatTs(to),
  left: maxReadMessages,
  threads: [],
})

/**
 * Reads the messages of another channel between two times into the incident: they are stored, and those with one of our
 * reactions become entries. Reading the same range again changes nothing.
 */
export const readRange = ({ channelId, from, to }: { channelId: string; from: Date; to: Date }) => ({
  to: { channel: channelId },
  call: readFirstPage('range', tsOf(from), tsOf(to)),
})
