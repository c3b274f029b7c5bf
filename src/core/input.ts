import type { CallCompleted, CallUnreadable } from './outbox/outcome.ts'
import type { SeenMessage } from './record/model.ts'

/** The person who acted. `name` is set if Slack sent one with the event. */
export interface Actor {
  id: string
  name?: string
}

/**
 * What every action of a person carries. `once` is an idempotency key, so that an event Slack delivers twice counts
 * once.
 */
interface PersonInput {
  workspaceId: string
  by: Actor
  once?: string
  triggerId?: string
}

/**
 * A command to the bot: a slash command, `@fresheyes …` in a message (`thread` is where to answer), or a modal that
 * stands in for typing (`field` is the input that shows a refusal).
 */
export interface CommandInvoked extends PersonInput {
  type: 'commandInvoked'
  channelId: string
  word: string
  rest: string
  via: 'command' | 'mention' | 'modal'
  thread?: bigint
  field?: string
  /**
   * Set when a button or modal of an incident issued the command, since its channel may serve another incident by now.
   */
  incidentId?: string
}

/** A click on a button or menu option in one of our messages. */
export interface ButtonClicked extends PersonInput {
  type: 'buttonClicked'
  action: string
  incidentId: string | undefined
  about: string
  channelId: string | undefined
  /** The modal that contains the button, with the values entered so far. */
  modal?: OpenModal
}

/** A modal on somebody's screen. Slack's `hash` of it tells whether it has changed since. */
export interface OpenModal {
  viewId: string
  hash: string
  /** The subject that the modal itself carries. */
  about: string
  fields: Record<string, string>
}

/** A submitted modal. `fields` maps each input name to what was typed or chosen. */
export interface ModalSubmitted extends PersonInput {
  type: 'modalSubmitted'
  callbackId: string
  incidentId: string | undefined
  about: string
  channelId: string | undefined
  fields: Record<string, string>
  /** The initial values of the text inputs. */
  initial?: Record<string, string>
}

/** A shortcut from a message's menu or the global menu. */
export interface ShortcutUsed extends PersonInput {
  type: 'shortcutUsed'
  callback: string
  channelId?: string
  message?: ChosenMessage
}

/** The message a shortcut was used on, as the person who used it sees it. */
export interface ChosenMessage {
  channelId: string
  ts: bigint
  threadTs: bigint | null
  text: string
  author: Actor | null
  /** Not everybody can read it where it was posted, so the person who chose it decides what is kept of it. */
  isPrivate: boolean
  /** It has content beyond its text. */
  hasMore: boolean
}

/** A reaction added to a message or removed from it. `eventTs` orders the two. */
export interface ReactionChanged {
  type: 'reactionChanged'
  workspaceId: string
  by: Actor
  name: string
  present: boolean
  channelId: string
  messageTs: bigint
  eventTs: bigint
  /**
   * Set for missed events and manual actions, which Slack sent no event for: counts for this incident, even a closed
   * one.
   */
  incidentId?: string
}

/** Somebody joined a channel the bot is in. */
export interface MemberJoined {
  type: 'memberJoined'
  workspaceId: string
  by: Actor
  channelId: string
}

/** The bot joined a channel or was invited to it. */
export interface BotJoined {
  type: 'botJoined'
  workspaceId: string
  channelId: string
}

/** Somebody left a channel the bot is in, or was removed from it. */
export interface MemberLeft {
  type: 'memberLeft'
  workspaceId: string
  by: Actor
  channelId: string
}

/** A channel was renamed. */
export interface ChannelRenamed {
  type: 'channelRenamed'
  workspaceId: string
  channelId: string
  name: string
}

/** Somebody opened the bot's Home. */
export interface HomeOpened {
  type: 'homeOpened'
  workspaceId: string
  by: Actor
}

/** A new message in a channel the bot is in. */
export interface MessagePosted {
  type: 'messagePosted'
  workspaceId: string
  message: SeenMessage
  /** Set for a missed event: the incident whose channel was read. */
  incidentId?: string
}

/** The text or other content of a message changed. */
export interface MessageEdited {
  type: 'messageEdited'
  workspaceId: string
  channelId: string
  /**
   * The whole message as it is now. May arrive before the message itself. `editedTs` is null if no person edited it.
   */
  message: SeenMessage
  /** Slack's time of this change. The latest change wins. */
  changedTs: bigint
  /** Who edited it; null if Slack changed it itself, for example to unfurl a link. */
  by: Actor | null
  /** Set for a missed event. */
  incidentId?: string
}
export interface MessageDeleted {
  type: 'messageDeleted'
  workspaceId: string
  channelId: string
  ts: bigint
  /** Set for a missed event. */
  incidentId?: string
}

/** A timer of an incident fell due. */
export interface TimerDue {
  type: 'timerDue'
  incidentId: string
  kind: string
}

/** A reply in the thread of a live message. */
export interface LiveMessageReplied {
  type: 'liveMessageReplied'
  workspaceId: string
  by: Actor
  incidentId: string
  liveMessage: string
  /** The reply is already captured as a timeline entry. */
  isEntry: boolean
  /** In Slack's markup, as received. */
  text: string
  messageTs: bigint
  channelId: string
}

/** A person posted a message that seems worth recording. Its text is already stored. */
export interface RemarkMade {
  type: 'remarkMade'
  workspaceId: string
  by: Actor
  channelId: string
  message: SeenMessage
}

/** Everything the router takes. */
export type Input =
  | CommandInvoked
  | ButtonClicked
  | ModalSubmitted
  | ShortcutUsed
  | ReactionChanged
  | MemberJoined
  | BotJoined
  | MemberLeft
  | ChannelRenamed
  | HomeOpened
  | MessagePosted
  | MessageEdited
  | MessageDeleted
  | LiveMessageReplied
  | RemarkMade
  | TimerDue
  | CallCompleted
  | CallUnreadable
export type DeliberateInput = CommandInvoked | ButtonClicked | ModalSubmitted | ShortcutUsed
