import type { Ids } from './ids.ts'
import type { User, UserGroup } from './model.ts'

export interface NewUser {
  id?: string
  name: string
  realName?: string
  tz?: string
  isBot?: boolean
  deleted?: boolean
  isForeign?: boolean
}

/** Slackbot is in the user list of every workspace, where it is not marked as a bot. */
const slackbot: User = {
  id: 'USLACKBOT',
  name: 'slackbot',
  realName: 'Slackbot',
  tz: 'America/Los_Angeles',
  isBot: false,
  deleted: false,
  isForeign: false,
  botId: undefined,
}

export class PeopleDirectory {
  readonly users = new Map<string, User>([[slackbot.id, slackbot]])
  readonly groups = new Map<string, UserGroup>()
  readonly #ids: Ids

  constructor(ids: Ids) {
    this.#ids = ids
  }

  add(person: NewUser): User {
    // The users of a recorded workspace include Slackbot.
    if (person.id === slackbot.id) return slackbot
    const id = person.id ?? this.#ids.nextUnused('U', (taken) => this.users.has(taken))
    if (this.users.has(id)) throw new Error(`There already is a user ${id}`)
    if (this.byName(person.name)) throw new Error(`There already is a user called ${person.name}`)
    const isBot = person.isBot ?? false
    const user: User = {
      id,
      name: person.name,
      realName: person.realName ?? person.name,
      tz: person.tz ?? 'UTC',
      isBot,
      deleted: person.deleted ?? false,
      isForeign: person.isForeign ?? false,
      botId: isBot ? this.#ids.next('B') : undefined,
    }
    this.users.set(id, user)
    return user
  }

  addGroup(group: { id?: string; handle: string; users: string[] }): UserGroup {
    const id = group.id ?? this.#ids.nextUnused('S', (taken) => this.groups.has(taken))
    const added = { id, handle: group.handle, users: group.users }
    this.groups.set(id, added)
    return added
  }

  byName(name: string): User | undefined {
    const wanted = name.toLowerCase()
    return [...this.users.values()].find((user) => user.name.toLowerCase() === wanted)
  }

  groupByHandle(handle: string): UserGroup | undefined {
    return [...this.groups.values()].find((group) => group.handle === handle)
  }
}
