import { announceChange } from '../events/message-events.ts'
import type { Json } from '../json.ts'
import type { Conversation } from '../state/conversation.ts'
import type { Bookmark, Message } from '../state/model.ts'
import { readable } from '../text/read.ts'
import { wireMessage } from '../wire/message.ts'
import type { World } from '../world.ts'
import { type MessageView, viewOf } from './message-view.ts'

/** A channel as a person looking into it sees it. */
export class Channel {
  readonly #world: World
  readonly #conversation: Conversation

  constructor(world: World, conversation: Conversation) {
    this.#world = world
    this.#conversation = conversation
  }

  get id(): string {
    return this.#conversation.id
  }

  get name(): string {
    return this.#conversation.name
  }

  get topic(): string {
    return readable(this.#conversation.topic.value, this.#world)
  }

  get purpose(): string {
    return readable(this.#conversation.purpose.value, this.#world)
  }

  get isPrivate(): boolean {
    return this.#conversation.kind !== 'public'
  }

  get isArchived(): boolean {
    return this.#conversation.archived
  }

  get members(): string[] {
    return [...this.#conversation.members]
  }

  get bookmarks(): Bookmark[] {
    return this.#conversation.bookmarks.map((bookmark) => ({ ...bookmark }))
  }

  /** All messages, oldest first, replies included. */
  messages(): MessageView[] {
    return this.#conversation.messages.map((message) => viewOf(message, this.#world))
  }

  thread(ts: string): MessageView[] {
    return this.#conversation.thread(this.#message(ts)).map((message) => viewOf(message, this.#world))
  }

  files(): { name: string; content: Buffer; title: string }[] {
    const ids = this.#conversation.messages.flatMap((message) => message.files)
    const files = ids.map((id) => this.#world.files.all.get(id)).filter((file) => file !== undefined)
    return files.map(({ name, content, title }) => ({ name, content, title }))
  }

  /** Its canvas tabs as Markdown, oldest first. */
  canvases(): { id: string; title: string; markdown: string }[] {
    return this.#world.canvases.tabsOf(this.id).map(({ id, title, markdown }) => ({ id, title, markdown }))
  }

  /** Unfurls a link. Slack announces that as a change of the message although nobody edited it. */
  unfurl(ts: string, attachment: Json): void {
    const message = this.#message(ts)
    const before = wireMessage(message, this.#world)
    message.attachments = [...(message.attachments ?? []), { id: 1, ...attachment }]
    announceChange(this.#conversation, wireMessage(message, this.#world), before, this.#world)
  }

  /** Announces a change of nothing but the reply count, as Slack does. */
  announceThread(ts: string): void {
    const shown = wireMessage(this.#message(ts), this.#world)
    announceChange(this.#conversation, shown, shown, this.#world)
  }

  #message(ts: string): Message {
    const message = this.#conversation.message(ts)
    if (!message) throw new Error(`There is no message ${ts} in #${this.name}`)
    return message
  }
}
