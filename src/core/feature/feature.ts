import type { Tx } from '../../platform/db/transaction.ts'
import type { Decision } from '../decision.ts'
import type {
  BotJoined,
  ButtonClicked,
  ChannelRenamed,
  CommandInvoked,
  HomeOpened,
  LiveMessageReplied,
  MemberJoined,
  MemberLeft,
  MessageDeleted,
  MessageEdited,
  ModalSubmitted,
  ReactionChanged,
  RemarkMade,
  ShortcutUsed,
  TimerDue,
} from '../input.ts'
import type { Send } from '../outbox/call.ts'
import type { SeenMessage } from '../record/model.ts'
import type { Settings } from '../settings.ts'
import type { Asks } from './ask-modal.ts'
import type { StateChange } from './change.ts'
import type { Contributed, DecisionContext, WithActor } from './context.ts'
import type { CompletionHandler, Handler, IncidentHandler, ViewerHandler } from './handler.ts'
import type { LiveMessage } from './live-message.ts'
import type { Metric } from './metric.ts'
import type { Control } from './on-control.ts'
import type { PanelEntry } from './panel-entry.ts'
import type { Saver } from './saver.ts'
import type { SettingsPart } from './settings-part.ts'
import type { StatePart } from './state-part.ts'

/** A command, with what help shows about it. */
export type Command<Context extends DecisionContext = DecisionContext> = Handler<CommandInvoked, WithActor<Context>> & {
  word: string
  usage: string
  example: string
  does: string
  /** The modal in which the panel asks for the command's arguments. */
  asks?(state: Context['state'], settings: Settings): Asks
  /** Its buttons on the panel. */
  panel?: readonly PanelEntry[]
  /** Never suggested for a typo, since it closes, cancels or reopens the incident or changes its mode. */
  isDrastic?: true
}

/** Rows that are kept for a while. */
export interface Retention {
  /** How long they are kept, in ms. */
  keptMs: number
  /** Deletes those from before this time. */
  purge(db: Tx, before: Date): Promise<void>
}

/**
 * The inputs a feature handles. Everything is optional. The names of commands, buttons, modals, shortcuts and timers
 * are unique across features; an event goes to every feature that handles it.
 */
export interface Feature<
  Context extends DecisionContext = DecisionContext,
  Part extends object = object,
  Own extends object = object,
> {
  /** For operators and developers; people never see it. */
  name: string
  /** What it adds to the state of an incident. */
  part?: StatePart<Part>
  /** What it adds to the settings. */
  settings?: SettingsPart<Own>
  /** How its changes are written to the database, and what else the core needs to know about them. */
  savers?: readonly Saver[]
  commands?: Command<Context>[]
  /** Made by `onAction`. */
  actions?: readonly Control<ButtonClicked, Context>[]
  /** Made by `onModal`. */
  modals?: readonly Control<ModalSubmitted, Context>[]
  shortcuts?: Record<string, Handler<ShortcutUsed, WithActor<Context>>>
  reactionChanged?: IncidentHandler<ReactionChanged, WithActor<Context>>
  memberJoined?: IncidentHandler<MemberJoined, WithActor<Context>>
  botJoined?: IncidentHandler<BotJoined, Context>
  memberLeft?: IncidentHandler<MemberLeft, WithActor<Context>>
  channelRenamed?: IncidentHandler<ChannelRenamed, Context>
  homeOpened?: ViewerHandler<HomeOpened, WithActor<Context>>
  messageEdited?: IncidentHandler<MessageEdited, Context>
  messageDeleted?: IncidentHandler<MessageDeleted, Context>
  /** Takes replies in the threads of its live messages, by the first part of their names. */
  liveMessageReplied?: Record<string, IncidentHandler<LiveMessageReplied, WithActor<Context>>>
  /** Whether a message is worth a decision of its own, by its text alone. Any other message costs no query. */
  isRemark?(message: SeenMessage, settings: Context['settings']): boolean
  remarkMade?: IncidentHandler<RemarkMade, WithActor<Context>>
  timerDue?: Record<string, IncidentHandler<TimerDue, Context>>
  /** Decide what follows from a completed outbox call, besides the outbox's own bookkeeping. */
  callCompleted?: readonly CompletionHandler<Context>[]
  /**
   * Derives what follows from the incident's state after a change. Must be idempotent, because it runs after every
   * substantive change. `changes` are those that led to the state.
   */
  reconcile?(ctx: Context, changes: readonly StateChange[]): Decision
  /** What else is to be shown when somebody undoes an action. `changes` are those that undid it. */
  undone?(ctx: Context, changes: readonly StateChange[]): Send[]
  /**
   * Its live messages, by the first part of their names. A name is that part alone, as in `ledger`, or followed by a
   * colon and a key, as in `challenge:3`.
   */
  liveMessages?: Record<string, LiveMessage<Context['state']>>
  /** What operators are shown of it. */
  metrics?: readonly Metric[]
  /** Its rows that are deleted once they have served their purpose. */
  retention?: readonly Retention[]
  /** What it contributes to decisions of the features below it. */
  contributes?: Contributed<Context>
}
