import { type Json, present } from '../json.ts'
import type { Conversation } from '../state/conversation.ts'
import type { Message } from '../state/model.ts'
import { pings } from '../text/read.ts'
import { wireMessage } from '../wire/message.ts'
import type { World } from '../world.ts'

const CHANNEL_TYPES = { public: 'channel', private: 'group', im: 'im' } as const

export function announceMessage(conversation: Conversation, message: Message, world: World): void {
  const event = { ...wireMessage(message, world), ...placeOf(conversation, message.ts) }
  world.feed.inChannel(conversation, { ...event, type: 'message' })
  if (!mentionsApp(conversation, message, world)) return
  const { channel_type: _, ...mention } = event
  world.feed.inChannel(conversation, { ...mention, type: 'app_mention' })
}

/** The subtypes people and bots post, as opposed to Slack's notices about a channel. */
const POSTED_SUBTYPES = new Set(['thread_broadcast', 'file_share', 'bot_message', 'me_message'])

/** A mention is sent in addition to the message, except in a direct message. */
function mentionsApp(conversation: Conversation, message: Message, world: World): boolean {
  const isPosted = message.subtype === undefined || POSTED_SUBTYPES.has(message.subtype)
  const isOwn = message.author.botId === world.app.botId
  const names = pings(message.text).includes(world.app.botUserId)
  return isPosted && !isOwn && conversation.kind !== 'im' && names
}

/** Slack also sends this for an unfurled link and for a new reply, with the text unchanged. */
export function announceChange(conversation: Conversation, now: Json, before: Json, world: World): void {
  announceHidden(conversation, { subtype: 'message_changed', message: now, previous_message: before }, world)
}

export function announceDeletion(conversation: Conversation, before: Json, world: World): void {
  const change = { subtype: 'message_deleted', deleted_ts: before.ts, previous_message: before }
  announceHidden(conversation, change, world)
}

function announceHidden(conversation: Conversation, change: Json, world: World): void {
  const ts = world.stamps.next()
  world.feed.inChannel(conversation, {
    type: 'message',
    ...change,
    ...placeOf(conversation, ts),
    ts,
    hidden: true,
  })
}

function placeOf(conversation: Conversation, ts: string): Json {
  return present({ channel: conversation.id, event_ts: ts, channel_type: CHANNEL_TYPES[conversation.kind] })
}
