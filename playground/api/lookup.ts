import type { Conversation, ConversationKind } from '../state/conversation.ts'
import type { Message, User } from '../state/model.ts'
import { microsecondsOf } from '../state/stamps.ts'
import type { World } from '../world.ts'
import { ApiError } from './error.ts'
import { requireScope } from './method.ts'

const SIDES: Record<ConversationKind, string> = { public: 'channels', private: 'groups', im: 'im' }

/** The conversation, if the app may know of it. A private channel the app is not in answers `channel_not_found`. */
export function visibleConversation(id: string, world: World): Conversation {
  const conversation = world.conversations.get(id)
  const isMember = conversation?.members.has(world.app.botUserId) ?? false
  if (!conversation || (conversation.kind !== 'public' && !isMember)) throw new ApiError('channel_not_found')
  return conversation
}

export function joinedConversation(id: string, world: World): Conversation {
  const conversation = visibleConversation(id, world)
  if (!conversation.members.has(world.app.botUserId)) throw new ApiError('not_in_channel')
  return conversation
}

export function openConversation(id: string, world: World): Conversation {
  const conversation = joinedConversation(id, world)
  if (conversation.archived) throw new ApiError('is_archived')
  return conversation
}

/** Requires the scope for this kind of conversation: `channels:read`, `groups:read` or `im:read`, say. */
export function requireSideScope(conversation: Conversation, ability: 'read' | 'history', world: World): void {
  requireScope(world, `${SIDES[conversation.kind]}:${ability}`)
}

/** A narrower scope, such as `channels:write.invites`, is enough for what it covers. */
export function requireManageScope(conversation: Conversation, narrower: string | undefined, world: World): void {
  const side = SIDES[conversation.kind]
  const manages = conversation.kind === 'public' ? 'channels:manage' : `${side}:write`
  requireScope(world, manages, ...(narrower === undefined ? [] : [`${side}:write.${narrower}`]))
}

export function sideScopes(ability: string): string[] {
  return Object.values(SIDES).map((side) => `${side}:${ability}`)
}

export function messageAt(conversation: Conversation, ts: string): Message {
  if (microsecondsOf(ts) === undefined) throw new ApiError('bad_timestamp')
  const message = conversation.message(ts)
  if (!message) throw new ApiError('message_not_found')
  return message
}

/** The thread to reply to. Slack rejects a reply to a reply. */
export function threadParent(conversation: Conversation, ts: string): Message {
  const parent = conversation.message(ts)
  if (!parent) throw new ApiError('thread_not_found')
  if (parent.threadTs !== undefined && parent.threadTs !== parent.ts) throw new ApiError('cannot_reply_to_message')
  return parent
}

export function knownUser(id: string, world: World): User {
  const user = world.people.users.get(id)
  if (!user) throw new ApiError('user_not_found')
  return user
}
