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

/** What people and bots wrote, as against what Slack says of a channel. */
const SAID = new Set(['thread_broadcast', 'file_share', 'bot_message', 'me_message'])

/** A mention comes besides the message; in a direct message there is only the message. */
function mentionsApp(conversation: Conversation, message: Message, world: World): boolean {
  const isSaid = message.subtype === undefined || SAID.has(message.subtype)
  const isOwn = message.author.botId === world.app.botId
  const names = pings(message.text).includes(world.app.botUserId)
  return isSaid && !isOwn && conversation.kind !== 'im' && names
}

/** Also sent for an unfurled link and for a new reply in a thread, with the text as it was. */
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
