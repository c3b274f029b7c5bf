import { announceChange, announceDeletion } from '../events/message-events.ts'
import type { Json } from '../json.ts'
import type { Conversation } from '../state/conversation.ts'
import type { Message } from '../state/model.ts'
import { wireMessage } from '../wire/message.ts'
import type { World } from '../world.ts'

export interface Change {
  text?: string | undefined
  blocks?: Json[] | undefined
  attachments?: Json[] | undefined
  metadata?: Json | undefined
  edited?: Message['edited']
}

export function change(conversation: Conversation, message: Message, change: Change, world: World): void {
  const before = wireMessage(message, world)
  if (change.text !== undefined) message.text = change.text
  if ('blocks' in change) message.blocks = change.blocks
  if ('attachments' in change) message.attachments = change.attachments
  if (change.metadata !== undefined) message.metadata = change.metadata
  if (change.edited) message.edited = change.edited
  announceChange(conversation, wireMessage(message, world), before, world)
}

/**
 * Deletes a message. A parent with replies leaves a tombstone, which Slack announces as a change, not as a deletion.
 */
export function remove(conversation: Conversation, message: Message, world: World): void {
  const before = wireMessage(message, world)
  if (message.replies.length > 0) {
    bury(message)
    announceChange(conversation, wireMessage(message, world), before, world)
    return
  }
  conversation.remove(message)
  announceDeletion(conversation, before, world)
  leaveThread(conversation, message, world)
}

function bury(message: Message): void {
  message.subtype = 'tombstone'
  message.author = { user: 'USLACKBOT' }
  message.text = 'This message was deleted.'
  message.blocks = undefined
  message.attachments = undefined
  message.metadata = undefined
  message.files = []
  message.reactions = []
  message.edited = undefined
  message.extra = { hidden: true, parent_user_id: 'USLACKBOT' }
}

/** Removes a reply from its thread. When the last reply goes, the tombstone of a deleted parent goes too. */
function leaveThread(conversation: Conversation, reply: Message, world: World): void {
  const parent = reply.threadTs === undefined ? undefined : conversation.message(reply.threadTs)
  if (!parent) return
  parent.replies = parent.replies.filter((ts) => ts !== reply.ts)
  if (parent.replies.length > 0) return
  if (parent.subtype === 'tombstone') remove(conversation, parent, world)
  else parent.threadTs = undefined
}
