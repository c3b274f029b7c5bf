import type { Json } from '../json.ts'
import { type Conversation, isInTimeline } from '../state/conversation.ts'
import type { Message } from '../state/model.ts'
import { microsecondsOf } from '../state/stamps.ts'
import { wireMessage } from '../wire/message.ts'
import type { World } from '../world.ts'
import { ApiError } from './error.ts'
import { joinedConversation, requireSideScope, sideScopes } from './lookup.ts'
import { count, filledText, flag, method, text } from './method.ts'
import { cursorOf, positionOf } from './paging.ts'

const range = {
  channel: filledText,
  cursor: text.optional(),
  oldest: text.optional(),
  latest: text.optional(),
  inclusive: flag.optional(),
  include_all_metadata: flag.optional(),
  limit: count(100, 999),
}

interface Range {
  oldest?: string | undefined
  latest?: string | undefined
  inclusive?: boolean | undefined
}

function readableConversation(channel: string, world: World): Conversation {
  const conversation = joinedConversation(channel, world)
  requireSideScope(conversation, 'history', world)
  return conversation
}

function instantOf(ts: string | undefined, refusal: string): number | undefined {
  if (ts === undefined || ts === '') return undefined
  const instant = microsecondsOf(ts) ?? Number(ts) * 1_000_000
  if (Number.isNaN(instant)) throw new ApiError(refusal)
  return instant
}

/** Excludes both ends of the range unless `inclusive` is set. */
function isWithin(range: Range): (message: Message) => boolean {
  const oldest = instantOf(range.oldest, 'invalid_ts_oldest') ?? 0
  const latest = instantOf(range.latest, 'invalid_ts_latest') ?? Number.POSITIVE_INFINITY
  const slack = range.inclusive ? 0 : 1
  return (message) => {
    const at = microsecondsOf(message.ts) ?? 0
    return at >= oldest + (oldest === 0 ? 0 : slack) && at <= latest - slack
  }
}

function shown(message: Message, withMetadata: boolean | undefined, world: World): Json {
  const metadata = withMetadata && message.metadata ? { metadata: message.metadata } : {}
  return { ...wireMessage(message, world), ...metadata }
}

interface Slice {
  messages: Message[]
  rest: Json
}

/** The cursor holds the last message shown, so that new messages do not shift the next page. */
function sliceOf(all: Message[], limit: number, cursor: string | undefined): Slice {
  const last = positionOf(cursor)
  const start = last === undefined ? 0 : all.findIndex((message) => message.ts === last) + 1
  const messages = all.slice(start, start + limit)
  const hasMore = start + messages.length < all.length
  const next = { response_metadata: { next_cursor: cursorOf(messages.at(-1)?.ts ?? '') } }
  return { messages, rest: { has_more: hasMore, ...(hasMore ? next : {}) } }
}

/** Newest first, without replies that are only in threads. */
const history = method({
  needs: sideScopes('history'),
  args: range,
  run: (args, world) => {
    const conversation = readableConversation(args.channel, world)
    const inRange = conversation.messages.filter(isInTimeline).filter(isWithin(args)).reverse()
    const { messages, rest } = sliceOf(inRange, args.limit, args.cursor)
    return {
      messages: messages.map((message) => shown(message, args.include_all_metadata, world)),
      pin_count: conversation.pins.length,
      channel_actions_ts: null,
      channel_actions_count: 0,
      ...rest,
    }
  },
})

/** The parent comes first on every page. Asked about a reply, the method returns that reply alone. */
const replies = method({
  needs: sideScopes('history'),
  args: { ...range, ts: filledText, limit: count(1000, 1000) },
  run: (args, world) => {
    const conversation = readableConversation(args.channel, world)
    const message = conversation.message(args.ts)
    if (!message) throw new ApiError('thread_not_found')
    const isReply = message.threadTs !== undefined && message.threadTs !== message.ts
    const inThread = isReply ? [] : conversation.thread(message).slice(1).filter(isWithin(args))
    const { messages, rest } = sliceOf(inThread, Math.max(1, args.limit - 1), args.cursor)
    const onPage = args.limit === 1 ? [message] : [message, ...messages]
    return { messages: onPage.map((one) => shown(one, args.include_all_metadata, world)), ...rest }
  },
})

export const historyMethods = { 'conversations.history': history, 'conversations.replies': replies }
