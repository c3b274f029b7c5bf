import { blockPings } from '../blocks/read.ts'
import { announceMessage } from '../events/message-events.ts'
import type { Json } from '../json.ts'
import type { Conversation } from '../state/conversation.ts'
import type { Author, Message } from '../state/model.ts'
import { pings, withoutCode } from '../text/read.ts'
import type { World } from '../world.ts'

export interface Post {
  author: Author
  text: string
  /** The instant a replay asks for; the next free timestamp is used when it is taken. */
  ts?: string | undefined
  /** A timestamp already reserved from the workspace. */
  minted?: string | undefined
  subtype?: string | undefined
  blocks?: Json[] | undefined
  attachments?: Json[] | undefined
  metadata?: Json | undefined
  thread?: Message | undefined
  broadcast?: boolean | undefined
  files?: string[] | undefined
  extra?: Json | undefined
}

export function post(conversation: Conversation, draft: Post, world: World): Message {
  const ts = draft.minted ?? (draft.ts === undefined ? world.stamps.next() : world.stamps.at(draft.ts))
  const isBroadcast = draft.broadcast === true && draft.thread !== undefined
  const message: Message = {
    channel: conversation.id,
    ts,
    subtype: isBroadcast ? 'thread_broadcast' : draft.subtype,
    author: draft.author,
    text: draft.text,
    blocks: draft.blocks,
    attachments: draft.attachments,
    metadata: draft.metadata,
    threadTs: draft.thread?.ts,
    replies: [],
    edited: undefined,
    reactions: [],
    files: draft.files ?? [],
    extra: draft.extra ?? {},
    pinged: pingedBy(draft.text, draft.blocks),
  }
  conversation.add(message)
  if (draft.thread) joinThread(draft.thread, message)
  announceMessage(conversation, message, world)
  return message
}

function joinThread(parent: Message, reply: Message): void {
  parent.threadTs = parent.ts
  parent.replies.push(reply.ts)
  parent.replies.sort()
}

/**
 * Who a message notifies. When there are blocks, `text` is only the fallback, and a person mentioned there alone may
 * not be notified, so those mentions do not count. An `@channel` in the fallback does count, because it must never be
 * there.
 */
export function pingedBy(text: string, blocks: Json[] | undefined): string[] {
  const inText = pings(withoutCode(text))
  const shown = blocks && blocks.length > 0 ? blockPings(blocks) : inText
  const broadcasts = inText.filter((ping) => ping.startsWith('!'))
  return [...new Set([...shown, ...broadcasts])]
}

export function appAuthor(world: World): Author {
  return { user: world.app.botUserId, botId: world.app.botId, appId: world.app.appId }
}
