import { wireGroup, wireUser } from '../wire/user.ts'
import { ApiError } from './error.ts'
import { knownUser } from './lookup.ts'
import { count, filledText, flag, method, text } from './method.ts'
import { pageOf } from './paging.ts'

const info = method({
  needs: ['users:read'],
  args: { user: filledText },
  run: (args, world) => {
    const user = knownUser(args.user, world)
    if (user.isForeign) throw new ApiError('user_not_visible')
    return { user: wireUser(user, world) }
  },
})

const list = method({
  needs: ['users:read'],
  args: { cursor: text.optional(), limit: count(1000, 1000) },
  run: (args, world) => {
    const { items, metadata } = pageOf([...world.people.users.values()], args.limit, args.cursor)
    return { members: items.map((user) => wireUser(user, world)), ...metadata }
  },
})

const groups = method({
  needs: ['usergroups:read'],
  args: {
    include_disabled: flag.optional(),
    include_users: flag.optional(),
    include_count: flag.optional(),
  },
  run: (args, world) => ({
    usergroups: [...world.people.groups.values()].map((group) => ({
      ...wireGroup(group, world),
      ...(args.include_users ? { users: [...group.users] } : {}),
      ...(args.include_count ? { user_count: group.users.length } : {}),
    })),
  }),
})

const groupMembers = method({
  needs: ['usergroups:read'],
  args: { usergroup: filledText, include_disabled: flag.optional() },
  run: (args, world) => {
    const group = world.people.groups.get(args.usergroup)
    if (!group) throw new ApiError('no_such_subteam')
    return { users: [...group.users] }
  },
})

export const userMethods = {
  'users.info': info,
  'users.list': list,
  'usergroups.list': groups,
  'usergroups.users.list': groupMembers,
}
