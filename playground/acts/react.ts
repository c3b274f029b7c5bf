import type { Conversation } from '../state/conversation.ts'
import type { Message } from '../state/model.ts'
import type { World } from '../world.ts'

const DIFFERENT_EMOJI = 23

/** Who reacts, with the canonical name of which emoji. */
export interface UserReaction {
  user: string
  name: string
}

export type ReactionRefusal = 'already_reacted' | 'no_reaction' | 'too_many_emoji'

export function addReaction(
  conversation: Conversation,
  message: Message,
  { user, name }: UserReaction,
  world: World,
): ReactionRefusal | undefined {
  const existing = message.reactions.find((reaction) => reaction.name === name)
  if (existing?.users.includes(user)) return 'already_reacted'
  if (!existing && message.reactions.length >= DIFFERENT_EMOJI) return 'too_many_emoji'
  if (existing) existing.users.push(user)
  else message.reactions.push({ name, users: [user] })
  announce({ type: 'reaction_added', user, reaction: name }, conversation, message, world)
  return undefined
}

export function removeReaction(
  conversation: Conversation,
  message: Message,
  { user, name }: UserReaction,
  world: World,
): ReactionRefusal | undefined {
  const existing = message.reactions.find((reaction) => reaction.name === name)
  if (!existing?.users.includes(user)) return 'no_reaction'
  existing.users = existing.users.filter((one) => one !== user)
  message.reactions = message.reactions.filter((reaction) => reaction.users.length > 0)
  announce({ type: 'reaction_removed', user, reaction: name }, conversation, message, world)
  return undefined
}

/** The event carries no text, and no `item_user` when a bot posted the message without a user. */
function announce(
  { type, user, reaction }: { type: 'reaction_added' | 'reaction_removed'; user: string; reaction: string },
  conversation: Conversation,
  message: Message,
  world: World,
): void {
  const author = message.author.user
  world.feed.inChannel(conversation, {
    type,
    user,
    reaction,
    item: { type: 'message', channel: conversation.id, ts: message.ts },
    ...(author === undefined ? {} : { item_user: author }),
    event_ts: world.stamps.next(),
  })
}
