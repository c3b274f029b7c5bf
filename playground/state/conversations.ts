import { epochSeconds, type WorkspaceClock } from '../clock.ts'
import { Conversation, type ConversationKind } from './conversation.ts'
import type { Ids } from './ids.ts'

export interface NewConversation {
  id?: string
  name: string
  kind: ConversationKind
  creator: string
  members: Iterable<string>
}

export class Conversations {
  readonly all = new Map<string, Conversation>()
  readonly #ids: Ids
  readonly #clock: WorkspaceClock

  constructor(ids: Ids, clock: WorkspaceClock) {
    this.#ids = ids
    this.#clock = clock
  }

  /** Private channel ids start with C too: an id does not tell that its channel is private. */
  add(wanted: NewConversation): Conversation {
    const prefix = wanted.kind === 'im' ? 'D' : 'C'
    const id = wanted.id ?? this.#ids.nextUnused(prefix, (taken) => this.all.has(taken))
    if (wanted.kind !== 'im' && this.byName(wanted.name)) throw new Error(`There already is a #${wanted.name}`)
    if (this.all.has(id)) throw new Error(`There already is a channel ${id}`)
    const { kind, name, creator, members } = wanted
    const conversation = new Conversation({
      id,
      kind,
      name,
      creator,
      created: epochSeconds(this.#clock),
      members,
    })
    this.all.set(id, conversation)
    return conversation
  }

  get(id: string): Conversation | undefined {
    return this.all.get(id)
  }

  /** Finds archived channels as well, since they keep their names taken. */
  byName(name: string): Conversation | undefined {
    return [...this.all.values()].find((one) => one.kind !== 'im' && one.name === name)
  }

  directMessage(one: string, other: string): { conversation: Conversation; isNew: boolean } {
    const known = this.knownDirectMessage(one, other)
    if (known) return { conversation: known, isNew: false }
    const opened = this.add({ name: '', kind: 'im', creator: one, members: [one, other] })
    return { conversation: opened, isNew: true }
  }

  knownDirectMessage(one: string, other: string): Conversation | undefined {
    const isTheirs = (it: Conversation) => it.kind === 'im' && it.members.has(one) && it.members.has(other)
    return [...this.all.values()].find(isTheirs)
  }
}
