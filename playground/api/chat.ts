import { change, remove } from '../acts/change.ts'
import { appAuthor, pingedBy, post } from '../acts/post.ts'
import type { Json } from '../json.ts'
import type { Conversation } from '../state/conversation.ts'
import { wireMessage } from '../wire/message.ts'
import type { World } from '../world.ts'
import { ApiError } from './error.ts'
import { knownUser, messageAt, openConversation, threadParent, visibleConversation } from './lookup.ts'
import { readContent, truncationWarning } from './message-content.ts'
import { embedded, filledText, flag, method, text } from './method.ts'

const content = {
  text: text.optional(),
  blocks: embedded.optional(),
  attachments: embedded.optional(),
  metadata: embedded.optional(),
}

/** Resolves the target of a post. A user id means the direct message with that person, which the post opens. */
function postTarget(channel: string, world: World): Conversation {
  if (/^[UW]/.test(channel)) {
    const user = world.people.users.get(channel)
    if (!user || user.id === world.app.botUserId) throw new ApiError('channel_not_found')
    return world.conversations.directMessage(world.app.botUserId, user.id).conversation
  }
  const conversation = visibleConversation(channel, world)
  const isMember = conversation.members.has(world.app.botUserId)
  if (!isMember && !world.app.may('chat:write.public')) throw new ApiError('not_in_channel')
  if (conversation.archived) throw new ApiError('is_archived')
  return conversation
}

const postMessage = method({
  needs: ['chat:write'],
  args: {
    ...content,
    channel: filledText,
    thread_ts: text.optional(),
    reply_broadcast: flag.optional(),
  },
  run: (args, world) => {
    const conversation = postTarget(args.channel, world)
    const checked = readContent(args, world)
    const thread = args.thread_ts ? threadParent(conversation, args.thread_ts) : undefined
    const draft = { ...checked, author: appAuthor(world), thread, broadcast: args.reply_broadcast }
    const message = post(conversation, draft, world)
    const shown = { ...wireMessage(message, world), ...metadataOf(message.metadata) }
    return { channel: conversation.id, ts: message.ts, message: shown, ...truncationWarning(checked) }
  },
})

function metadataOf(metadata: Json | undefined): Json {
  return metadata === undefined ? {} : { metadata }
}

const postEphemeral = method({
  needs: ['chat:write'],
  args: { ...content, channel: filledText, user: filledText, thread_ts: text.optional() },
  run: (args, world) => {
    const conversation = openConversation(args.channel, world)
    const { id } = knownUser(args.user, world)
    if (!conversation.members.has(id)) throw new ApiError('user_not_in_channel')
    const { text, blocks } = readContent(args, world)
    const ts = world.stamps.next()
    const place = { channel: conversation.id, to: id, threadTs: args.thread_ts || undefined }
    world.ephemerals.add({ ...place, ts, text, blocks, pinged: pingedBy(text, blocks) })
    return { message_ts: ts }
  },
})

function ownMessage(channel: string, ts: string, refusal: string, world: World) {
  const conversation = visibleConversation(channel, world)
  const message = messageAt(conversation, ts)
  if (message.author.botId !== world.app.botId) throw new ApiError(refusal)
  if (conversation.archived) throw new ApiError('is_archived')
  return { conversation, message }
}

const LONGEST_UPDATE_BYTES = 4000

/** Unlike a post, an overlong update is rejected, not truncated. Its limit counts bytes after escaping. */
function checkUpdateLength(text: string | undefined): void {
  const escaped = (text ?? '').replaceAll(/&(?!(?:amp|lt|gt);)/g, '&amp;')
  if (Buffer.byteLength(escaped) > LONGEST_UPDATE_BYTES) throw new ApiError('msg_too_long')
}

/**
 * Blocks survive an update that passes neither blocks nor text. A text without blocks replaces them, and only then is
 * the message marked "(edited)". Metadata survives unless the update passes some.
 */
const update = method({
  needs: ['chat:write'],
  args: { ...content, channel: filledText, ts: filledText, reply_broadcast: flag.optional() },
  run: (args, world) => {
    const { conversation, message } = ownMessage(args.channel, args.ts, 'cant_update_message', world)
    checkUpdateLength(args.text)
    const keepsText = args.text === undefined && (args.blocks !== undefined || args.attachments !== undefined)
    const checked = readContent({ ...args, text: keepsText ? message.text : args.text }, world)
    const replacesBlocks = args.blocks !== undefined || args.text !== undefined
    const isEdited = args.blocks === undefined && args.text !== undefined
    const changed = {
      text: args.text === undefined ? undefined : checked.text,
      ...(replacesBlocks ? { blocks: checked.blocks } : {}),
      ...(args.attachments === undefined ? {} : { attachments: checked.attachments }),
      metadata: checked.metadata,
      ...(isEdited ? { edited: { user: world.app.botId, ts: world.stamps.next() } } : {}),
    }
    change(conversation, message, changed, world)
    const shown = { ...wireMessage(message, world), ...metadataOf(message.metadata) }
    return {
      channel: conversation.id,
      ts: message.ts,
      text: message.text,
      message: shown,
      ...truncationWarning(checked),
    }
  },
})

const deleteMessage = method({
  needs: ['chat:write'],
  args: { channel: filledText, ts: filledText },
  run: (args, world) => {
    const { conversation, message } = ownMessage(args.channel, args.ts, 'cant_delete_message', world)
    remove(conversation, message, world)
    return { channel: conversation.id, ts: args.ts }
  },
})

const getPermalink = method({
  args: { channel: filledText, message_ts: filledText },
  run: (args, world) => {
    const conversation = visibleConversation(args.channel, world)
    const message = conversation.message(args.message_ts)
    if (!message) throw new ApiError('message_not_found')
    const base = `https://${world.app.teamDomain}.slack.com/archives/${conversation.id}`
    const { threadTs, ts } = message
    const isReply = threadTs !== undefined && threadTs !== ts
    const query = isReply ? `?thread_ts=${threadTs}&cid=${conversation.id}` : ''
    return { channel: conversation.id, permalink: `${base}/p${ts.replace('.', '')}${query}` }
  },
})

export const chatMethods = {
  'chat.postMessage': postMessage,
  'chat.postEphemeral': postEphemeral,
  'chat.update': update,
  'chat.delete': deleteMessage,
  'chat.getPermalink': getPermalink,
}
