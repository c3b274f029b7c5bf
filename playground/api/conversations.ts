import { archive, rename, setPurpose, setTopic } from '../acts/channel-settings.ts'
import { join } from '../acts/membership.ts'
import { wireConversation } from '../wire/conversation.ts'
import type { World } from '../world.ts'
import { checkName } from './channel-names.ts'
import { ApiError } from './error.ts'
import { openConversation, requireManageScope, requireSideScope, sideScopes, visibleConversation } from './lookup.ts'
import { filledText, flag, method, requireScope, text } from './method.ts'

const MANAGES = ['channels:manage', 'groups:write', 'im:write']

function managed(channel: string, world: World, narrower?: string) {
  const conversation = openConversation(channel, world)
  if (conversation.kind === 'im') throw new ApiError('method_not_supported_for_channel_type')
  requireManageScope(conversation, narrower, world)
  return conversation
}

const create = method({
  needs: ['channels:manage', 'groups:write'],
  args: { name: text, is_private: flag.optional() },
  run: ({ name, is_private: isPrivate }, world) => {
    requireScope(world, isPrivate ? 'groups:write' : 'channels:manage')
    checkName(name, world)
    const bot = world.app.botUserId
    const kind = isPrivate ? 'private' : 'public'
    const conversation = world.conversations.add({ name, kind, creator: bot, members: [] })
    join(conversation, bot, undefined, world)
    return { channel: wireConversation(conversation, world) }
  },
})

const info = method({
  needs: sideScopes('read'),
  args: { channel: filledText, include_num_members: flag.optional() },
  run: (args, world) => {
    const conversation = visibleConversation(args.channel, world)
    requireSideScope(conversation, 'read', world)
    const members = args.include_num_members ? { num_members: conversation.members.size } : {}
    return { channel: { ...wireConversation(conversation, world), ...members } }
  },
})

const joinMethod = method({
  needs: ['channels:join'],
  args: { channel: filledText },
  run: (args, world) => {
    const conversation = visibleConversation(args.channel, world)
    if (conversation.kind !== 'public') throw new ApiError('method_not_supported_for_channel_type')
    if (conversation.archived) throw new ApiError('is_archived')
    const isMember = conversation.members.has(world.app.botUserId)
    if (!isMember) join(conversation, world.app.botUserId, undefined, world)
    const warning = { warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } }
    return { channel: wireConversation(conversation, world), ...(isMember ? warning : {}) }
  },
})

const archiveMethod = method({
  needs: MANAGES,
  args: { channel: filledText },
  run: (args, world) => {
    if (visibleConversation(args.channel, world).archived) throw new ApiError('already_archived')
    archive(managed(args.channel, world), world.app.botUserId, world)
    return {}
  },
})

/** Only the creator of a channel or an admin may rename it, and an app is never an admin. */
const renameMethod = method({
  needs: MANAGES,
  args: { channel: filledText, name: text },
  run: (args, world) => {
    const conversation = managed(args.channel, world)
    if (conversation.creator !== world.app.botUserId) throw new ApiError('not_authorized')
    if (args.name !== conversation.name) {
      checkName(args.name, world)
      rename(conversation, world.app.botUserId, args.name, world)
    }
    return { channel: wireConversation(conversation, world) }
  },
})

const LONGEST_TOPIC = 250

function describing(what: 'topic' | 'purpose', set: typeof setTopic) {
  return method({
    needs: [...MANAGES, `channels:write.${what}`, `groups:write.${what}`],
    args: { channel: filledText, topic: text.optional(), purpose: text.optional() },
    run: (args, world) => {
      const value = args[what]
      if (value === undefined) throw new ApiError('invalid_arguments')
      const conversation = managed(args.channel, world, what)
      if (value.length > LONGEST_TOPIC) throw new ApiError('too_long')
      set(conversation, world.app.botUserId, value, world)
      return { channel: wireConversation(conversation, world), [what]: conversation[what].value }
    },
  })
}

export const conversationMethods = {
  'conversations.create': create,
  'conversations.info': info,
  'conversations.join': joinMethod,
  'conversations.archive': archiveMethod,
  'conversations.rename': renameMethod,
  'conversations.setTopic': describing('topic', setTopic),
  'conversations.setPurpose': describing('purpose', setPurpose),
}
