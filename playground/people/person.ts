import { archive, rename, setTopic, unarchive } from '../acts/channel-settings.ts'
import { join, leave } from '../acts/membership.ts'
import { addReaction, removeReaction } from '../acts/react.ts'
import { runCommand } from '../interaction/command.ts'
import type { Entered } from '../interaction/enter.ts'
import { OpenModal } from '../interaction/open-modal.ts'
import { choose, press } from '../interaction/press.ts'
import type { Reply } from '../interaction/reply.ts'
import type { Room } from '../interaction/room.ts'
import { runGlobalShortcut, runMessageShortcut } from '../interaction/shortcut.ts'
import type { Where } from '../interaction/surfaces.ts'
import type { Conversation } from '../state/conversation.ts'
import type { Message, User } from '../state/model.ts'
import { wireView } from '../wire/view.ts'
import { ephemeralView, type MessageView, viewOf } from './message-view.ts'
import { edit, type FileToShare, type SayOptions, say, shareFile, unsay } from './say.ts'

/** What a person can do in Slack. Throws whatever their client would not let them do, as a readable sentence. */
export class Person {
  readonly #room: Room
  readonly #user: User

  constructor(room: Room, user: User) {
    this.#room = room
    this.#user = user
  }

  get id(): string {
    return this.#user.id
  }

  get name(): string {
    return this.#user.name
  }

  /** The id of their direct message with the app. */
  get dm(): string {
    const { world } = this.#room
    return world.conversations.directMessage(world.app.botUserId, this.id).conversation.id
  }

  async say(channel: string, text: string, options: SayOptions = {}): Promise<string> {
    return say(this.#user, this.#writable(channel), { typed: text, options }, this.#room.world)
  }

  async edit(channel: string, ts: string, text: string, options: Pick<SayOptions, 'attachments'> = {}): Promise<void> {
    edit(this.#user, this.#writable(channel), { ts, typed: text, options }, this.#room.world)
  }

  async deleteMessage(channel: string, ts: string): Promise<void> {
    unsay(this.#user, this.#writable(channel), ts, this.#room.world)
  }

  async shareFile(channel: string, file: FileToShare, options: SayOptions & { text?: string } = {}): Promise<string> {
    return shareFile(this.#user, this.#writable(channel), { file, options }, this.#room.world)
  }

  /** Adds a reaction. An unknown emoji is added to the workspace first. */
  async react(channel: string, ts: string, name: string): Promise<void> {
    const { world } = this.#room
    world.emoji.learn(name)
    const message = this.#message(channel, ts)
    const emoji = world.emoji.canonical(name) ?? name
    const refusal = addReaction(this.#writable(channel), message, { user: this.id, name: emoji }, world)
    if (refusal) throw new Error(`${this.name} cannot react with ${name}: ${refusal}`)
  }

  async unreact(channel: string, ts: string, name: string): Promise<void> {
    const { world } = this.#room
    const emoji = world.emoji.canonical(name) ?? name
    const message = this.#message(channel, ts)
    const refusal = removeReaction(this.#writable(channel), message, { user: this.id, name: emoji }, world)
    if (refusal) throw new Error(`${this.name} cannot remove the reaction ${name}: ${refusal}`)
  }

  async command(channel: string, text: string, name?: string): Promise<Reply> {
    return runCommand(this.#room, this.#user, this.#visible(channel), { name, typed: text })
  }

  async shortcut(callbackId: string, on?: { channel: string; ts: string }): Promise<Reply> {
    if (!on) return runGlobalShortcut(this.#room, this.#user, callbackId)
    const message = this.#message(on.channel, on.ts)
    return runMessageShortcut(this.#room, this.#user, callbackId, { conversation: this.#visible(on.channel), message })
  }

  async press(label: string, where: Where = {}): Promise<Reply> {
    return press(this.#room, this.#user, label, where)
  }

  /** Picks from a menu or picker in a message or the Home tab. For a modal, use `fill`. */
  async choose(label: string, given: Entered, where: Where = {}): Promise<Reply> {
    return choose(this.#room, this.#user, { label, given }, where)
  }

  async openHome(): Promise<void> {
    const { world } = this.#room
    const home = world.views.home(this.id)
    world.feed.toApp({
      type: 'app_home_opened',
      user: this.id,
      channel: this.dm,
      tab: 'home',
      ...(home ? { view: wireView(home, world) } : {}),
      event_ts: world.stamps.next(),
    })
  }

  async join(channel: string): Promise<void> {
    const conversation = this.#visible(channel)
    if (conversation.archived) throw new Error(`#${conversation.name} is archived`)
    if (!conversation.members.has(this.id)) join(conversation, this.id, undefined, this.#room.world)
  }

  async leave(channel: string): Promise<void> {
    leave(this.#joined(channel), this.id, this.#room.world)
  }

  /** Adds another person, or the app by its bot user. */
  async invite(channel: string, user: string): Promise<void> {
    const conversation = this.#joined(channel)
    if (!conversation.members.has(user)) join(conversation, user, this.id, this.#room.world)
  }

  /** Removes another person, or the app by its bot user. */
  async remove(channel: string, user: string): Promise<void> {
    leave(this.#joined(channel), user, this.#room.world)
  }

  async setTopic(channel: string, topic: string): Promise<void> {
    setTopic(this.#writable(channel), this.id, topic, this.#room.world)
  }

  async rename(channel: string, name: string): Promise<void> {
    rename(this.#writable(channel), this.id, name, this.#room.world)
  }

  async archive(channel: string): Promise<void> {
    archive(this.#writable(channel), this.id, this.#room.world)
  }

  async unarchive(channel: string): Promise<void> {
    unarchive(this.#visible(channel), this.id, this.#room.world)
  }

  async deleteCanvas(channel: string, canvas: string): Promise<void> {
    const { canvases } = this.#room.world
    if (canvases.all.get(canvas)?.channel !== this.#joined(channel).id)
      throw new Error(`There is no canvas ${canvas} in that channel`)
    canvases.all.delete(canvas)
  }

  /** The ephemeral messages shown to them, oldest first. */
  ephemerals(channel?: string): MessageView[] {
    const own = this.#room.world.ephemerals.to(this.id)
    const wanted = channel === undefined ? own : own.filter((one) => one.channel === channel)
    return wanted.map((one) => ephemeralView(one, this.#room.world))
  }

  /** Their direct messages with the app. */
  directMessages(): MessageView[] {
    const { world } = this.#room
    const conversation = world.conversations.knownDirectMessage(world.app.botUserId, this.id)
    return (conversation?.messages ?? []).map((message) => viewOf(message, world))
  }

  /** The open modal, if any. */
  modal(): OpenModal | undefined {
    const view = this.#room.world.views.top(this.id)
    return view ? new OpenModal(this.#room, view) : undefined
  }

  /** The app's Home tab as published for them. */
  home(): OpenModal | undefined {
    const view = this.#room.world.views.home(this.id)
    return view ? new OpenModal(this.#room, view) : undefined
  }

  #visible(channel: string): Conversation {
    const conversation = this.#room.world.conversations.get(channel)
    const isVisible = conversation?.kind === 'public' || conversation?.members.has(this.id)
    if (!conversation || !isVisible) throw new Error(`${this.name} sees no channel ${channel}`)
    return conversation
  }

  #joined(channel: string): Conversation {
    const conversation = this.#visible(channel)
    if (!conversation.members.has(this.id)) throw new Error(`${this.name} is not in #${conversation.name}`)
    return conversation
  }

  #writable(channel: string): Conversation {
    const conversation = this.#joined(channel)
    if (conversation.archived) throw new Error(`#${conversation.name} is archived`)
    return conversation
  }

  #message(channel: string, ts: string): Message {
    const conversation = this.#visible(channel)
    const message = conversation.message(ts)
    if (!message) throw new Error(`There is no message ${ts} in #${conversation.name}`)
    return message
  }
}
