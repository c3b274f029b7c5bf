import type { CallCompleted } from './outbox/outcome.ts'
import type { SeenMessage } from './record/model.ts'

/** Whoever did something: `name` as Slack told it with the deed, when it did. */
export interface Actor {
  id: string
  name?: string
}

/** What every deed of a person carries. `once` names the deed, so that a repeated delivery counts once. */
interface PersonInput {
  workspaceId: string
  by: Actor
  once?: string
  triggerId?: string
}

/**
 * Words to the bot: a slash command, `@fresheyes …` in a message (then `thread` is where to answer), or a form that
 * asked for them (then `field` is the input at fault when they are refused).
 */
export interface CommandInvoked extends PersonInput {
  type: 'commandInvoked'
  channelId: string
  word: string
  rest: string
  via: 'command' | 'mention' | 'modal'
  thread?: bigint
  field?: string
  /** Given where a button or form of an incident said it: the channel may serve another by now. */
  incidentId?: string
}

/** A button or a menu option of one of our messages. */
export interface ButtonClicked extends PersonInput {
  type: 'buttonClicked'
  action: string
  incidentId: string | undefined
  about: string
  channelId: string | undefined
  /** The form it was pressed in, with what was filled in so far. */
  modal?: OpenModal
}

/** A form in front of somebody; `hash` tells whether it has changed since. */
export interface OpenModal {
  viewId: string
  hash: string
  /** What it is about, as the form itself says. */
  about: string
  fields: Record<string, string>
}

/** A modal sent off. `fields` holds what was typed or chosen, by input name. */
export interface ModalSubmitted extends PersonInput {
  type: 'modalSubmitted'
  callbackId: string
  incidentId: string | undefined
  about: string
  channelId: string | undefined
  fields: Record<string, string>
  /** What its texts began with. */
  initial?: Record<string, string>
}

/** A shortcut from the message menu or the global menu. */
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
  /** It stands where not everybody can read it: what of it is kept is for that person to say. */
  isPrivate: boolean
  /** Something came with it that is not in its text. */
  hasMore: boolean
}

/** A reaction put on a message or taken off it; `eventTs` orders the two. */
export interface ReactionChanged {
  type: 'reactionChanged'
  workspaceId: string
  by: Actor
  name: string
  present: boolean
  channelId: string
  messageTs: bigint
  eventTs: bigint
  /** Given where it was not heard but found or done by hand: it counts for this incident, open or over. */
  incidentId?: string
}

/** Somebody came into a channel the bot is in. */
export interface MemberJoined {
  type: 'memberJoined'
  workspaceId: string
  by: Actor
  channelId: string
}

/** The bot itself came into a channel, or was brought in. */
export interface BotJoined {
  type: 'botJoined'
  workspaceId: string
  channelId: string
}

/** Somebody left a channel the bot is in, or was taken out. */
export interface MemberLeft {
  type: 'memberLeft'
  workspaceId: string
  by: Actor
  channelId: string
}

/** A channel got another name. */
export interface ChannelRenamed {
  type: 'channelRenamed'
  workspaceId: string
  channelId: string
  name: string
}

/** Somebody looks at the bot's Home. */
export interface HomeOpened {
  type: 'homeOpened'
  workspaceId: string
  by: Actor
}

/** A new message in some channel the bot is in. */
export interface MessagePosted {
  type: 'messagePosted'
  workspaceId: string
  message: SeenMessage
  /** Given where it was found by reading: the incident it was read for. */
  incidentId?: string
}

/** What a message says, or what comes with it, is another now; or it was deleted. */
export interface MessageEdited {
  type: 'messageEdited'
  workspaceId: string
  channelId: string
  /** All of it as it is now; it may come before the message itself. `editedTs` is null where nobody edited it. */
  message: SeenMessage
  /** Slack's time of this change: the latest counts. */
  changedTs: bigint
  /** Whoever edited it; null where Slack changed it, as for an unfurled link. */
  by: Actor | null
  /** Given where it was found by reading. */
  incidentId?: string
}
export interface MessageDeleted {
  type: 'messageDeleted'
  workspaceId: string
  channelId: string
  ts: bigint
  /** Given where it was found by reading. */
  incidentId?: string
}

/** A timer of an incident fell due. */
export interface TimerDue {
  type: 'timerDue'
  incidentId: string
  kind: string
}

/** A reply in the thread of an open challenge. */
export interface ChallengeReplied {
  type: 'challengeReplied'
  workspaceId: string
  by: Actor
  incidentId: string
  challengeNumber: number
  /** Somebody captured the reply before. */
  isEntry: boolean
  /** In Slack's markup, as it was heard. */
  text: string
  messageTs: bigint
  channelId: string
}

/** A new message of a person that seems worth putting on record; its words are stored by now. */
export interface RemarkMade {
  type: 'remarkMade'
  workspaceId: string
  by: Actor
  channelId: string
  message: SeenMessage
}

/** Everything that can enter; the dispatcher takes all of it the same way. */
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
  | ChallengeReplied
  | RemarkMade
  | TimerDue
  | CallCompleted
export type DeliberateInput = CommandInvoked | ButtonClicked | ModalSubmitted | ShortcutUsed
