import { type Json, present } from '../json.ts'
import type { Message } from '../state/model.ts'
import type { World } from '../world.ts'
import { wireFile } from './file.ts'

export function wireMessage(message: Message, world: World): Json {
  const { author, ts } = message
  const isOwn = author.botId === world.app.botId
  return present({
    type: 'message',
    subtype: message.subtype,
    user: author.user,
    bot_id: author.botId,
    app_id: author.appId,
    username: author.username,
    bot_profile: isOwn ? world.app.profile : undefined,
    text: message.text,
    ts,
    team: author.user === undefined ? undefined : world.app.teamId,
    blocks: message.blocks,
    attachments: message.attachments,
    files: message.files.length > 0 ? filesOf(message, world) : undefined,
    upload: message.subtype === 'file_share' ? false : undefined,
    edited: message.edited,
    ...threadFields(message, world),
    ...message.extra,
    reactions: reactionsOf(message),
  })
}

function filesOf(message: Message, world: World): Json[] {
  const files = message.files.map((id) => world.files.all.get(id))
  return files.filter((file) => file !== undefined).map((file) => wireFile(file, world))
}

function reactionsOf(message: Message): Json[] | undefined {
  if (message.reactions.length === 0) return undefined
  return message.reactions.map(({ name, users }) => ({ name, users: [...users], count: users.length }))
}

function threadFields(message: Message, world: World): Json {
  const { threadTs } = message
  if (threadTs === undefined) return {}
  const conversation = world.conversations.get(message.channel)
  const parent = conversation?.message(threadTs)
  if (threadTs !== message.ts) return replyFields(message, parent, world)
  const replies = conversation && parent ? conversation.thread(parent).slice(1) : []
  const users = [...new Set(replies.map((reply) => reply.author.user ?? reply.author.botId ?? ''))]
  return {
    thread_ts: threadTs,
    reply_count: replies.length,
    reply_users_count: users.length,
    reply_users: users.slice(0, 5),
    latest_reply: replies.at(-1)?.ts ?? '0000000000.000000',
    is_locked: false,
    subscribed: false,
  }
}

function replyFields(message: Message, parent: Message | undefined, world: World): Json {
  const isBroadcast = message.subtype === 'thread_broadcast'
  return {
    thread_ts: message.threadTs,
    parent_user_id: parent?.author.user,
    root: isBroadcast && parent ? wireMessage(parent, world) : undefined,
  }
}
