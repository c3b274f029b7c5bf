import type { Json } from '../json.ts'
import { type Conversation, isInTimeline } from '../state/conversation.ts'
import type { Message } from '../state/model.ts'
import { microsecondsOf } from '../state/stamps.ts'
import { wireMessage } from '../wire/message.ts'
import type { World } from '../world.ts'
import { ApiError } from './error.ts'
import { joinedConversation, requireSideScope, sideScopes } from './lookup.ts'
import { count, filledText, flag, method, text } from './method.ts'
import { pageOf } from './paging.ts'

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

/** Both ends are left out unless `inclusive` asks for them. */
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

/** Newest first, and without the replies hidden in threads. */
const history = method({
  needs: sideScopes('history'),
  args: range,
  run: (args, world) => {
    const conversation = readableConversation(args.channel, world)
    const inRange = conversation.messages.filter(isInTimeline).filter(isWithin(args)).reverse()
    const { items, metadata } = pageOf(inRange, args.limit, args.cursor)
    const hasMore = items.length > 0 && items.at(-1) !== inRange.at(-1)
    return {
      messages: items.map((message) => shown(message, args.include_all_metadata, world)),
      has_more: hasMore,
      pin_count: conversation.pins.length,
      channel_actions_ts: null,
      channel_actions_count: 0,
      ...(hasMore ? metadata : {}),
    }
  },
})

/** The parent comes first on every page. Asked for a reply, it answers with that reply alone. */
const replies = method({
  needs: sideScopes('history'),
  args: { ...range, ts: filledText, limit: count(1000, 1000) },
  run: (args, world) => {
    const conversation = readableConversation(args.channel, world)
    const message = conversation.message(args.ts)
    if (!message) throw new ApiError('thread_not_found')
    const isReply = message.threadTs !== undefined && message.threadTs !== message.ts
    const thread = isReply ? [] : conversation.thread(message).slice(1)
    const { items, metadata } = pageOf(
      thread.filter(isWithin(args)),
      Math.max(1, args.limit - 1),
      args.cursor,
    )
    const isParentOnly = args.limit === 1
    const listed = isParentOnly ? [message] : [message, ...items]
    const hasMore =
      items.at(-1) !== thread.filter(isWithin(args)).at(-1) || (isParentOnly && items.length > 0)
    return {
      messages: listed.map((one) => shown(one, args.include_all_metadata, world)),
      has_more: hasMore,
      ...(hasMore ? metadata : {}),
    }
  },
})

export const historyMethods = { 'conversations.history': history, 'conversations.replies': replies }
