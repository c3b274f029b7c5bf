import { addReaction, type ReactionRefusal, removeReaction, type UserReaction } from '../acts/react.ts'
import type { Conversation } from '../state/conversation.ts'
import type { Message } from '../state/model.ts'
import { wireMessage } from '../wire/message.ts'
import type { World } from '../world.ts'
import { ApiError } from './error.ts'
import { joinedConversation, messageAt, openConversation } from './lookup.ts'
import { filledText, method, text } from './method.ts'

const target = { channel: text.optional(), timestamp: text.optional(), name: filledText }

type React = (
  conversation: Conversation,
  message: Message,
  reaction: UserReaction,
  world: World,
) => ReactionRefusal | undefined

function reacting(react: React) {
  return method({
    needs: ['reactions:write'],
    args: target,
    run: (args, world) => {
      if (!args.channel || !args.timestamp) throw new ApiError('no_item_specified')
      const conversation = openConversation(args.channel, world)
      const message = messageAt(conversation, args.timestamp)
      const name = world.emoji.canonical(args.name)
      if (name === undefined) throw new ApiError('invalid_name')
      const refusal = react(conversation, message, { user: world.app.botUserId, name }, world)
      if (refusal) throw new ApiError(refusal)
      return {}
    },
  })
}

const get = method({
  needs: ['reactions:read'],
  args: { channel: text.optional(), timestamp: text.optional() },
  run: (args, world) => {
    if (!args.channel || !args.timestamp) throw new ApiError('no_item_specified')
    const conversation = joinedConversation(args.channel, world)
    const message = messageAt(conversation, args.timestamp)
    return { type: 'message', channel: conversation.id, message: wireMessage(message, world) }
  },
})

export const reactionMethods = {
  'reactions.add': reacting(addReaction),
  'reactions.remove': reacting(removeReaction),
  'reactions.get': get,
}
