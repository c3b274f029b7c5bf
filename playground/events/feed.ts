import type { Json } from '../json.ts'
import type { InstalledApp } from '../state/app.ts'
import type { Conversation } from '../state/conversation.ts'

export type SlackEvent = Json & { type: string }

const MESSAGES = { public: 'message.channels', private: 'message.groups', im: 'message.im' } as const

/** The scope without which Slack withholds this event even if the manifest subscribes to it. */
function scopeFor(subscription: string, channel: Conversation | undefined): string | undefined {
  const side = channel?.kind === 'private' ? 'groups' : 'channels'
  if (subscription.startsWith('message.')) return `${subscription.slice('message.'.length)}:history`
  if (subscription === 'app_mention') return 'app_mentions:read'
  if (subscription.startsWith('reaction_')) return 'reactions:read'
  if (subscription.startsWith('pin_')) return 'pins:read'
  if (subscription.startsWith('file_')) return 'files:read'
  if (subscription === 'app_home_opened') return undefined
  return `${side}:read`
}

function subscriptionFor(event: SlackEvent, channel: Conversation | undefined): string {
  return event.type === 'message' && channel ? MESSAGES[channel.kind] : event.type
}

/** Passes on the events of the workspace that the app is subscribed to and may see. */
export class EventFeed {
  readonly #app: InstalledApp
  readonly #deliver: (event: SlackEvent) => void

  constructor(app: InstalledApp, deliver: (event: SlackEvent) => void) {
    this.#app = app
    this.#deliver = deliver
  }

  /** Sends an event of a channel, if the app is a member. */
  inChannel(channel: Conversation, event: SlackEvent): void {
    if (channel.members.has(this.#app.botUserId)) this.#send(event, channel)
  }

  toApp(event: SlackEvent): void {
    this.#send(event, undefined)
  }

  #send(event: SlackEvent, channel: Conversation | undefined): void {
    const subscription = subscriptionFor(event, channel)
    if (this.#app.isRevoked || !this.#app.manifest.events.includes(subscription)) return
    const scope = scopeFor(subscription, channel)
    if (scope === undefined || this.#app.may(scope)) this.#deliver(event)
  }
}
