import { join } from '../acts/membership.ts'
import type { Conversation } from '../state/conversation.ts'
import { wireConversation } from '../wire/conversation.ts'
import type { World } from '../world.ts'
import { ApiError } from './error.ts'
import {
  joinedConversation,
  openConversation,
  requireManageScope,
  requireSideScope,
  sideScopes,
  visibleConversation,
} from './lookup.ts'
import { count, filledText, flag, idList, method, text } from './method.ts'
import { pageOf } from './paging.ts'

const MOST_AT_ONCE = 100

function inviteProblem(user: string, conversation: Conversation, world: World): string | undefined {
  const profile = world.people.users.get(user)
  if (user === world.app.botUserId) return 'cant_invite_self'
  if (!profile) return 'user_not_found'
  if (profile.deleted) return 'cant_invite'
  return conversation.members.has(user) ? 'already_in_channel' : undefined
}

/** Invites all users or nobody; with `force`, everybody who can be invited. */
const invite = method({
  needs: ['channels:manage', 'groups:write', 'channels:write.invites', 'groups:write.invites'],
  args: { channel: filledText, users: idList, force: flag.optional() },
  run: ({ channel, users, force }, world) => {
    const conversation = openConversation(channel, world)
    requireManageScope(conversation, 'invites', world)
    if (users.length === 0) throw new ApiError('no_user')
    if (users.length > MOST_AT_ONCE) throw new ApiError('too_many_users')
    const checked = users.map((user) => ({ user, error: inviteProblem(user, conversation, world) }))
    const refused = checked.filter((one) => one.error !== undefined)
    const errors = refused.map(({ user, error }) => ({ user, ok: false, error }))
    const first = refused[0]?.error
    if (first !== undefined && (!force || refused.length === users.length)) throw new ApiError(first, { errors })
    for (const { user, error } of checked) if (error === undefined) join(conversation, user, world.app.botUserId, world)
    return { channel: wireConversation(conversation, world), ...(errors.length > 0 ? { errors } : {}) }
  },
})

const members = method({
  needs: sideScopes('read'),
  args: { channel: filledText, cursor: text.optional(), limit: count(100, 1000) },
  run: (args, world) => {
    const conversation = visibleConversation(args.channel, world)
    requireSideScope(conversation, 'read', world)
    const { items, metadata } = pageOf([...conversation.members], args.limit, args.cursor)
    return { members: items, ...metadata }
  },
})

const open = method({
  needs: ['im:write', 'mpim:write'],
  args: { users: idList.optional(), channel: text.optional(), return_im: flag.optional() },
  run: (args, world) => {
    if (args.channel) return openAgain(joinedConversation(args.channel, world), args.return_im, world)
    const [user, ...others] = args.users ?? []
    if (user === undefined) throw new ApiError('users_list_not_supplied')
    if (others.length > 0) throw new ApiError('missing_scope', { needed: 'mpim:write', provided: '' })
    const profile = world.people.users.get(user)
    if (!profile || user === world.app.botUserId) throw new ApiError('user_not_found')
    if (profile.deleted) throw new ApiError('user_disabled')
    if (profile.isBot) throw new ApiError('cannot_dm_bot')
    const { conversation, isNew } = world.conversations.directMessage(world.app.botUserId, user)
    return isNew ? { channel: { id: conversation.id } } : openAgain(conversation, args.return_im, world)
  },
})

function openAgain(conversation: Conversation, asIm: boolean | undefined, world: World) {
  const channel = asIm ? wireConversation(conversation, world) : { id: conversation.id }
  return { no_op: true, already_open: true, channel }
}

const listing = {
  types: text.default('public_channel'),
  exclude_archived: flag.optional(),
  cursor: text.optional(),
  limit: count(100, 1000),
}

const TYPES = { public: 'public_channel', private: 'private_channel', im: 'im' } as const

function listed(types: string, exclude: boolean | undefined, world: World): Conversation[] {
  const wanted = types.split(',').map((type) => type.trim())
  const unknown = wanted.find((type) => !['public_channel', 'private_channel', 'im', 'mpim'].includes(type))
  if (unknown !== undefined) throw new ApiError('invalid_types')
  const bot = world.app.botUserId
  const all = [...world.conversations.all.values()].filter((one) => wanted.includes(TYPES[one.kind]))
  const visible = all.filter((one) => one.kind === 'public' || one.members.has(bot))
  for (const one of visible) requireSideScope(one, 'read', world)
  return visible.filter((one) => !(exclude && one.archived))
}

const list = method({
  needs: sideScopes('read'),
  args: listing,
  run: (args, world) => {
    const all = listed(args.types, args.exclude_archived, world)
    const { items, metadata } = pageOf(all, args.limit, args.cursor)
    const shown = (one: Conversation) => ({ ...wireConversation(one, world), num_members: one.members.size })
    return { channels: items.map(shown), ...metadata }
  },
})

const ofUser = method({
  needs: sideScopes('read'),
  args: { ...listing, user: text.optional() },
  run: (args, world) => {
    const user = args.user || world.app.botUserId
    const all = listed(args.types, args.exclude_archived, world).filter((one) => one.members.has(user))
    const { items, metadata } = pageOf(all, args.limit, args.cursor)
    return { channels: items.map((one) => wireConversation(one, world)), ...metadata }
  },
})

export const memberMethods = {
  'conversations.invite': invite,
  'conversations.members': members,
  'conversations.open': open,
  'conversations.list': list,
  'users.conversations': ofUser,
}
