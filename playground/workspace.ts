import { SlackServer } from './api/server.ts'
import { buildWorld } from './build-world.ts'
import { realTime, type WorkspaceClock } from './clock.ts'
import { Agenda } from './delivery/agenda.ts'
import { Deliveries, retryAfterDefault } from './delivery/deliveries.ts'
import { HttpTransport } from './delivery/http.ts'
import { SocketMode } from './delivery/socket-mode.ts'
import type { Transport } from './delivery/transport.ts'
import { envelopeOf, newEventId } from './events/envelope.ts'
import { Faults } from './faults.ts'
import { Journal } from './journal.ts'
import { ownManifest, readManifest } from './manifest.ts'
import { Channel } from './people/channel.ts'
import { Person } from './people/person.ts'
import { InstalledApp } from './state/app.ts'
import type { CanvasPlan } from './state/canvases.ts'
import { Ids } from './state/ids.ts'
import type { UserGroup } from './state/model.ts'
import type { NewUser } from './state/people-directory.ts'
import type { World } from './world.ts'

export type { WorkspaceClock } from './clock.ts'
export type { Faults } from './faults.ts'
export type { OpenModal } from './interaction/open-modal.ts'
export type { Reply } from './interaction/reply.ts'
export type { Journal } from './journal.ts'
export type { Channel } from './people/channel.ts'
export type { MessageView } from './people/message-view.ts'
export type { Person } from './people/person.ts'

export interface WorkspaceOptions {
  clock?: WorkspaceClock
  /** Path of the app manifest, which defines scopes, commands, shortcuts and subscriptions. */
  manifest?: string
  teamId?: string
  /** How long a delivery may take, in real milliseconds. */
  deadlineMs?: number
  /** When failed events are resent, in ms after they happened. Defaults to at once, one minute and five minutes. */
  retryAfterMs?: readonly number[]
  /** What the plan allows for canvases. Defaults to everything. */
  canvases?: CanvasPlan
}

export interface NewChannel {
  id?: string
  name: string
  members: string[]
  private?: boolean
  withBot?: boolean
}

/** A Slack workspace in this process, as strict as Slack. Both tests and replays run on it. */
export class Workspace {
  readonly journal: Journal
  readonly faults: Faults
  readonly #app: InstalledApp
  readonly #server: SlackServer
  readonly #agenda: Agenda
  readonly #deliveries: Deliveries
  readonly #sockets: SocketMode
  readonly #deadlineMs: number
  readonly #world: World
  #http: HttpTransport | undefined

  static async open(options: WorkspaceOptions = {}): Promise<Workspace> {
    const manifest = await readManifest(options.manifest ?? ownManifest)
    const app = new InstalledApp(manifest, options.teamId ?? 'T0FRESH')
    const server = new SlackServer()
    return new Workspace(options, app, server, await server.listen())
  }

  private constructor(options: WorkspaceOptions, app: InstalledApp, server: SlackServer, origin: string) {
    const clock = options.clock ?? realTime
    const ids = new Ids()
    this.#app = app
    this.#server = server
    this.#deadlineMs = options.deadlineMs ?? 3000
    this.journal = new Journal(clock, app.secrets)
    this.faults = new Faults(app)
    this.#agenda = new Agenda(clock, options.clock === undefined)
    this.#deliveries = new Deliveries({
      clock,
      agenda: this.#agenda,
      faults: this.faults,
      journal: this.journal,
      retryAfterMs: options.retryAfterMs ?? retryAfterDefault,
      transport: () => this.#transport(),
      newEventId: () => newEventId(ids),
    })
    this.#sockets = new SocketMode({
      ids,
      appId: app.appId,
      deadlineMs: this.#deadlineMs,
      onConnected: () => this.#deliveries.connectionIsBack(),
    })
    this.faults.useSockets(this.#sockets)
    this.#world = buildWorld({
      clock,
      ids,
      app,
      agenda: this.#agenda,
      faults: this.faults,
      origin,
      canvasPlan: options.canvases ?? 'paid',
      deliver: (event) => this.#deliveries.publish(envelopeOf(event, app, ids, clock)),
      openSocket: () => `${origin.replace('http', 'ws')}/link/?ticket=${this.#sockets.ticket()}&app_id=${app.appId}`,
    })
    server.open(this.#world, this.journal, this.#sockets)
  }

  get apiUrl(): string {
    return `${this.#world.origin}/api/`
  }

  get signingSecret(): string {
    return this.#app.signingSecret
  }

  get botToken(): string {
    return this.#app.botToken
  }

  get appToken(): string {
    return this.#app.appToken
  }

  get botUserId(): string {
    return this.#app.botUserId
  }

  get botId(): string {
    return this.#app.botId
  }

  get appId(): string {
    return this.#app.appId
  }

  get teamId(): string {
    return this.#app.teamId
  }

  /** From now on delivers to this URL, except while a socket is connected. */
  async connectHttp(requestUrl: string): Promise<void> {
    const transport = new HttpTransport(requestUrl, this.#app.signingSecret, this.#deadlineMs)
    try {
      await transport.verify(this.#app.verificationToken, this.#world.ids.next('challenge-'))
    } catch (error) {
      transport.close()
      throw error
    }
    this.#http?.close()
    this.#http = transport
    this.#deliveries.connectionIsBack()
  }

  addUser(user: NewUser): Person {
    return this.person(this.#world.people.add(user).id)
  }

  addGroup(group: { id?: string; handle: string; users: string[] }): UserGroup {
    return this.#world.people.addGroup(group)
  }

  /** Adds a custom emoji to the workspace. */
  addEmoji(name: string): void {
    this.#world.emoji.learn(name)
  }

  /** Changes the plan, or switches canvases off. */
  allowCanvases(plan: CanvasPlan): void {
    this.#world.canvases.plan = plan
  }

  /** Limits the length of every later change to a canvas. */
  limitCanvasChanges(characters: number): void {
    this.#world.canvases.mostInChange = characters
  }

  /** Invalidates all upload URLs and discards what was uploaded to them. */
  expireUploads(): void {
    this.#world.files.uploads.clear()
  }

  addChannel(channel: NewChannel): Channel {
    const { name, members } = channel
    const all = channel.withBot ? [...members, this.botUserId] : members
    const kind = channel.private ? 'private' : 'public'
    const creator = members[0] ?? 'USLACKBOT'
    const wanted = { name, kind, creator, members: all } as const
    const added = this.#world.conversations.add(channel.id ? { ...wanted, id: channel.id } : wanted)
    return new Channel(this.#world, added)
  }

  person(id: string): Person {
    const user = this.#world.people.users.get(id)
    if (!user) throw new Error(`There is no user ${id}`)
    return new Person({ world: this.#world, deliveries: this.#deliveries }, user)
  }

  /** All users, bots included. */
  people(): Person[] {
    return [...this.#world.people.users.keys()].map((id) => this.person(id))
  }

  channel(id: string): Channel | undefined {
    const conversation = this.#world.conversations.get(id)
    return conversation && new Channel(this.#world, conversation)
  }

  /** All channels, oldest first. */
  channels(): Channel[] {
    const all = [...this.#world.conversations.all.values()].filter(({ kind }) => kind !== 'im')
    return all.map((conversation) => new Channel(this.#world, conversation))
  }

  channelByName(name: string): Channel | undefined {
    const conversation = this.#world.conversations.byName(name.replace(/^#/, ''))
    return conversation && new Channel(this.#world, conversation)
  }

  /** How many events and requests are on their way to the app or will be resent. */
  get undelivered(): number {
    return this.#deliveries.undelivered
  }

  /** Does what is due on the workspace clock and waits until that is done. */
  async tick(): Promise<void> {
    await this.idle()
  }

  /** Resolves when nothing that is due is undelivered, in flight or unanswered. */
  async idle(): Promise<void> {
    await this.#deliveries.idle()
  }

  /** Stops the workspace and closes every connection. */
  async close(): Promise<void> {
    this.#deliveries.stop()
    this.#agenda.stop()
    await this.#sockets.stop()
    this.#http?.close()
    await this.#server.close()
  }

  #transport(): Transport | undefined {
    if (this.#sockets.isConnected) return this.#sockets
    return this.#http ?? (this.#sockets.wasUsed ? this.#sockets : undefined)
  }
}
