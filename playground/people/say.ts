import { change, remove } from '../acts/change.ts'
import { post } from '../acts/post.ts'
import { shareFiles } from '../acts/share-file.ts'
import type { Json } from '../json.ts'
import type { Conversation } from '../state/conversation.ts'
import type { Author, Message, User } from '../state/model.ts'
import { richTextOf } from '../text/rich-text.ts'
import { encodeMessage } from '../text/typed.ts'
import type { World } from '../world.ts'

export interface SayOptions {
  /** The timestamp of the thread's parent. */
  thread?: string
  /** A replay posts at the recorded instant. */
  ts?: string
  broadcast?: boolean
  blocks?: Json[]
  attachments?: Json[]
}

export interface FileToShare {
  name: string
  bytes?: string | Uint8Array
  title?: string
  /** The size Slack reports, if different from the real one. */
  statedSize?: number
}

/** Other bots post with a bot id and a name but no user, which Slack marks as `bot_message`. */
function authorOf(user: User): { author: Author; subtype: string | undefined } {
  if (!user.isBot) return { author: { user: user.id }, subtype: undefined }
  const author = { user: undefined, botId: user.botId, appId: undefined, username: user.name }
  return { author, subtype: 'bot_message' }
}

function threadOf(conversation: Conversation, ts: string | undefined): Message | undefined {
  if (ts === undefined) return undefined
  const message = conversation.message(ts)
  const isReply = message?.threadTs !== undefined && message.threadTs !== message.ts
  if (!message || isReply) throw new Error(`There is no message ${ts} in #${conversation.name} to reply to`)
  return message
}

export function say(
  user: User,
  conversation: Conversation,
  { typed, options }: { typed: string; options: SayOptions },
  world: World,
): string {
  const isMe = typed.startsWith('/me ')
  const text = encodeMessage(isMe ? typed.slice('/me '.length) : typed, world)
  const { author, subtype } = authorOf(user)
  const rich = user.isBot || text === '' ? undefined : [richTextOf(text)]
  const draft = {
    author,
    subtype: isMe ? 'me_message' : subtype,
    text,
    blocks: options.blocks ?? rich,
    attachments: options.attachments,
    thread: threadOf(conversation, options.thread),
    broadcast: options.broadcast,
    ts: options.ts,
  }
  return post(conversation, draft, world).ts
}

export function edit(
  user: User,
  conversation: Conversation,
  { ts, typed, options: { attachments } }: { ts: string; typed: string; options: Pick<SayOptions, 'attachments'> },
  world: World,
): void {
  const message = ownMessage(user, conversation, ts)
  const text = encodeMessage(typed, world)
  const edited = { user: user.id, ts: world.stamps.next() }
  const blocks = user.isBot || text === '' ? undefined : [richTextOf(text)]
  change(conversation, message, { text, blocks, ...(attachments && { attachments }), edited }, world)
}

export function unsay(user: User, conversation: Conversation, ts: string, world: World): void {
  remove(conversation, ownMessage(user, conversation, ts), world)
}

function ownMessage(user: User, conversation: Conversation, ts: string): Message {
  const message = conversation.message(ts)
  const { author } = message ?? {}
  const isOwn = author?.user === user.id || (user.isBot && author?.botId === user.botId)
  if (!message || !isOwn) throw new Error(`${user.name} wrote no message ${ts} in #${conversation.name}`)
  return message
}

export function shareFile(
  user: User,
  conversation: Conversation,
  { file, options }: { file: FileToShare; options: SayOptions & { text?: string } },
  world: World,
): string {
  const content = Buffer.from(file.bytes ?? `The content of ${file.name}`)
  const { name, title = file.name } = file
  const size = file.statedSize ?? content.length
  const stored = world.files.store({ name, title, user: user.id, content, size })
  const thread = threadOf(conversation, options.thread)
  const text = encodeMessage(options.text ?? '', world)
  return shareFiles(conversation, [stored], { author: { user: user.id }, text, thread, ts: options.ts }, world).ts
}
