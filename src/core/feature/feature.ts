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
import type { CallCompleted } from '../outbox/outcome.ts'
import type { SeenMessage } from '../record/model.ts'
import type { Settings } from '../settings.ts'
import type { IncidentState } from '../state.ts'
import type { Asks } from './ask-modal.ts'
import type { StateChange } from './change.ts'
import type { Contributed, DecisionContext } from './context.ts'
import type { Handler, IncidentHandler, ViewerHandler } from './handler.ts'
import type { LiveMessage } from './live-message.ts'
import type { Named } from './on-control.ts'
import type { PanelEntry } from './panel-entry.ts'
import type { Saver } from './saver.ts'
import type { SettingsPart } from './settings-part.ts'
import type { StatePart } from './state-part.ts'

/** A command, with what help shows about it. */
export type Command<
  State extends IncidentState = IncidentState,
  Context extends DecisionContext = DecisionContext,
> = Handler<CommandInvoked, State, Context> & {
  word: string
  usage: string
  example: string
  does: string
  /** The modal in which the panel asks for the command's arguments. */
  asks?(state: State, settings: Settings): Asks
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
  State extends IncidentState = IncidentState,
  Part extends object = object,
  Context extends DecisionContext = DecisionContext,
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
  commands?: Command<State, Context>[]
  /** Made by `onAction`. */
  actions?: readonly Named<Handler<ButtonClicked, State, Context>>[]
  /** Made by `onModal`. */
  modals?: readonly Named<Handler<ModalSubmitted, State, Context>>[]
  shortcuts?: Record<string, Handler<ShortcutUsed, State, Context>>
  reactionChanged?: IncidentHandler<ReactionChanged, State, Context>
  memberJoined?: IncidentHandler<MemberJoined, State, Context>
  botJoined?: IncidentHandler<BotJoined, State, Context>
  memberLeft?: IncidentHandler<MemberLeft, State, Context>
  channelRenamed?: IncidentHandler<ChannelRenamed, State, Context>
  homeOpened?: ViewerHandler<HomeOpened, Context>
  messageEdited?: IncidentHandler<MessageEdited, State, Context>
  messageDeleted?: IncidentHandler<MessageDeleted, State, Context>
  /** Takes replies in the threads of its live messages, by the first part of their names. */
  liveMessageReplied?: Record<string, IncidentHandler<LiveMessageReplied, State, Context>>
  /** Whether a message is worth a decision of its own, by its text alone. Any other message costs no query. */
  isRemark?(message: SeenMessage, settings: Context['settings']): boolean
  remarkMade?: IncidentHandler<RemarkMade, State, Context>
  timerDue?: Record<string, IncidentHandler<TimerDue, State, Context>>
  /** Decides what follows from a completed outbox call, besides the outbox's own bookkeeping. */
  callCompleted?: {
    /** Most completed calls concern no feature. For those the incident is not even loaded. */
    concerns(input: CallCompleted): boolean
    run(state: State | undefined, input: CallCompleted, ctx: Context, tx: Tx): Decision | Promise<Decision>
  }
  /**
   * Derives what follows from the incident's state after a change. Must be idempotent, because it runs after every
   * substantive change. `changes` are those that led to the state.
   */
  reconcile?(state: State, ctx: Context, changes: readonly StateChange[]): Decision
  /** What else is to be shown when somebody undoes an action. `changes` are those that undid it. */
  undone?(state: State, changes: readonly StateChange[], ctx: Context): Send[]
  /**
   * Its live messages, by the first part of their names. A name is that part alone, as in `ledger`, or followed by a
   * colon and a key, as in `challenge:3`.
   */
  liveMessages?: Record<string, LiveMessage<State>>
  /** Its rows that are deleted once they have served their purpose. */
  retention?: readonly Retention[]
  /** What it contributes to decisions of the features below it. */
  contributes?: Contributed<State>
}
