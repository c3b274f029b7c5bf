import type { Bookmark, Message, Pin, Purpose } from './model.ts'
import { microsecondsOf } from './stamps.ts'

export type ConversationKind = 'public' | 'private' | 'im'

export interface ConversationSeed {
  id: string
  kind: ConversationKind
  name: string
  creator: string
  created: number
  members: Iterable<string>
}

/** A channel or direct message, with its messages sorted by timestamp. */
export class Conversation {
  readonly id: string
  readonly kind: ConversationKind
  name: string
  readonly creator: string
  readonly created: number
  readonly members: Set<string>
  readonly previousNames: string[] = []
  archived = false
  topic: Purpose = { value: '', creator: '', last_set: 0 }
  purpose: Purpose = { value: '', creator: '', last_set: 0 }
  readonly bookmarks: Bookmark[] = []
  readonly pins: Pin[] = []
  readonly messages: Message[] = []
  readonly #byTs = new Map<string, Message>()

  constructor(seed: ConversationSeed) {
    this.id = seed.id
    this.kind = seed.kind
    this.name = seed.name
    this.creator = seed.creator
    this.created = seed.created
    this.members = new Set(seed.members)
  }

  message(ts: string): Message | undefined {
    return this.#byTs.get(ts)
  }

  add(message: Message): void {
    const at = microsecondsOf(message.ts) ?? 0
    let index = this.messages.length
    while (index > 0 && (microsecondsOf(this.messages[index - 1]?.ts ?? '') ?? 0) > at) index -= 1
    this.messages.splice(index, 0, message)
    this.#byTs.set(message.ts, message)
  }

  remove(message: Message): void {
    this.messages.splice(this.messages.indexOf(message), 1)
    this.#byTs.delete(message.ts)
  }

  /** The parent, then its replies, oldest first. */
  thread(parent: Message): Message[] {
    const replies = parent.replies.map((ts) => this.#byTs.get(ts))
    return [parent, ...replies.filter((reply) => reply !== undefined)]
  }
}

/** A reply stays in its thread unless it was broadcast to the channel. */
export function isInTimeline(message: Message): boolean {
  const isReply = message.threadTs !== undefined && message.threadTs !== message.ts
  return !isReply || message.subtype === 'thread_broadcast'
}
