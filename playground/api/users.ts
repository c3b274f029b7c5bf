import { wireUser } from '../wire/user.ts'
import { ApiError } from './error.ts'
import { knownUser } from './lookup.ts'
import { count, filledText, flag, method, text } from './method.ts'
import { pageOf } from './paging.ts'

const info = method({
  needs: ['users:read'],
  args: { user: filledText },
  run: (args, world) => ({ user: wireUser(knownUser(args.user, world), world) }),
})

const list = method({
  needs: ['users:read'],
  args: { cursor: text.optional(), limit: count(1000, 1000) },
  run: (args, world) => {
    const { items, metadata } = pageOf([...world.people.users.values()], args.limit, args.cursor)
    return { members: items.map((user) => wireUser(user, world)), ...metadata }
  },
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
  'usergroups.users.list': groupMembers,
}
