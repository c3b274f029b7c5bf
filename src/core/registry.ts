import { sentenceMessage } from '../messages/blocks.ts'
import type { Settings } from '../platform/config/settings.ts'
import type { Tx } from '../platform/db/transaction.ts'
import type { Asks } from './ask-modal.ts'
import type { StateChange } from './change.ts'
import { combineDecisions, type Decision, emptyDecision, isRefusal, type Refusal } from './decision.ts'
import type {
  BotJoined,
  ButtonClicked,
  ChallengeReplied,
  ChannelRenamed,
  CommandInvoked,
  HomeOpened,
  Input,
  MemberJoined,
  MemberLeft,
  MessageDeleted,
  MessageEdited,
  ModalSubmitted,
  ReactionChanged,
  RemarkMade,
  ShortcutUsed,
  TimerDue,
} from './input.ts'
import type { Send } from './outbox/call.ts'
import type { CallCompleted } from './outbox/outcome.ts'
import type { Act } from './permission.ts'
import { type Saver, Savers } from './saver.ts'
import type { DecisionContext, IncidentState, ViewerState, WorkspaceState } from './state.ts'
import { toUniqueMap } from './unique-map.ts'

type Outcomes = Decision | Refusal | Promise<Decision | Refusal>

/**
 * Handles an input about one incident, which the router has locked and loaded. `tx` is for further reads. The act may
 * depend on the input, since the same command may show a list or add to it.
 */
export interface IncidentHandler<I extends Input> {
  on: 'incident'
  act: Act | ((input: I) => Act)
  /** The modal input that shows a denial. The modal stays open, so that nothing written in it is lost. */
  refusedBelow?: string
  run(state: IncidentState, input: I, ctx: DecisionContext, tx: Tx): Outcomes
}

/** Handles an input that only shows what this person may see, so nothing is locked. */
export interface ViewerHandler<I extends Input> {
  on: 'viewer'
  act: Act | ((input: I) => Act)
  run(state: ViewerState, input: I, ctx: DecisionContext, tx: Tx): Outcomes
}

/** Handles an input about the workspace as a whole, which the router has locked. */
export interface WorkspaceHandler<I extends Input> {
  on: 'workspace'
  act: Act | ((input: I) => Act)
  run(state: WorkspaceState, input: I, ctx: DecisionContext, tx: Tx): Outcomes
}

export type Handler<I extends Input> = IncidentHandler<I> | WorkspaceHandler<I> | ViewerHandler<I>

/** A command, with what help shows about it. */
export type Command = Handler<CommandInvoked> & {
  word: string
  usage: string
  example: string
  does: string
  /** The modal in which the panel asks for the command's arguments. */
  asks?: (state: IncidentState, settings: Settings) => Asks
  /** Never suggested for a typo, since it closes, cancels or reopens the incident or changes its mode. */
  isDrastic?: true
  /** May name its incident, as in `export INC-12`. If it does not, the channel's incident is used. */
  namesIncident?: boolean
}

/**
 * The inputs a feature handles. Everything is optional. The names of commands, buttons, modals, shortcuts and timers
 * are unique across features; an event goes to every feature that handles it.
 */
export interface Feature {
  /** How its changes are written to the database, and what else the core needs to know about them. */
  savers?: readonly Saver[]
  commands?: Command[]
  buttons?: Record<string, Handler<ButtonClicked>>
  modals?: Record<string, Handler<ModalSubmitted>>
  shortcuts?: Record<string, Handler<ShortcutUsed>>
  reactionChanged?: IncidentHandler<ReactionChanged>
  memberJoined?: IncidentHandler<MemberJoined>
  botJoined?: IncidentHandler<BotJoined>
  memberLeft?: IncidentHandler<MemberLeft>
  channelRenamed?: IncidentHandler<ChannelRenamed>
  homeOpened?: ViewerHandler<HomeOpened>
  messageEdited?: IncidentHandler<MessageEdited>
  messageDeleted?: IncidentHandler<MessageDeleted>
  challengeReplied?: IncidentHandler<ChallengeReplied>
  remarkMade?: IncidentHandler<RemarkMade>
  timerDue?: Record<string, IncidentHandler<TimerDue>>
  /** Decides what follows from a completed outbox call, besides the outbox's own bookkeeping. */
  callCompleted?: {
    /** Most completed calls concern no feature. For those the incident is not even loaded. */
    concerns: (input: CallCompleted) => boolean
    run: (
      state: IncidentState | undefined,
      input: CallCompleted,
      ctx: DecisionContext,
      tx: Tx,
    ) => Decision | Promise<Decision>
  }
  /**
   * Derives what follows from the incident's state after a change. Must be idempotent, because it runs after every
   * substantive change. `changes` are those that led to the state.
   */
  reconcile?(state: IncidentState, ctx: DecisionContext, changes: readonly StateChange[]): Decision
  /** What else is to be shown when somebody undoes an action. `changes` are those that undid it. */
  undone?(state: IncidentState, changes: readonly StateChange[], ctx: DecisionContext): Send[]
}

export interface Registry {
  savers: Savers
  features: readonly Feature[]
  commands: ReadonlyMap<string, Command>
  handlerOf(input: Input): Handler<never> | undefined
}

/** Indexes the handlers of all features. Throws if two features claim the same name. */
export function buildRegistry(features: readonly Feature[]): Registry {
  const commandByWord = toUniqueMap(
    features.flatMap(({ commands = [] }) => commands.map((command) => [command.word, command] as const)),
  )
  const collect = <T>(pick: (feature: Feature) => Record<string, T> | undefined) =>
    toUniqueMap(features.flatMap((feature) => Object.entries(pick(feature) ?? {})))
  const buttons = collect((feature) => feature.buttons)
  const modals = collect((feature) => feature.modals)
  const shortcuts = collect((feature) => feature.shortcuts)
  const due = collect((feature) => feature.timerDue)
  const find = (input: Input) => {
    switch (input.type) {
      case 'commandInvoked':
        return commandByWord.get(input.word)
      case 'buttonClicked':
        return buttons.get(input.action)
      case 'modalSubmitted':
        return modals.get(input.callbackId)
      case 'shortcutUsed':
        return shortcuts.get(input.callback)
      case 'timerDue':
        return due.get(input.kind)
      case 'reactionChanged':
      case 'memberJoined':
      case 'botJoined':
      case 'memberLeft':
      case 'channelRenamed':
      case 'homeOpened':
      case 'messageEdited':
      case 'messageDeleted':
      case 'challengeReplied':
      case 'remarkMade':
        return mergeHandlers(features.flatMap((feature) => feature[input.type] ?? []))
      default:
        return undefined
    }
  }
  // The switch pairs each input with its handler, which the type system cannot express.
  const savers = new Savers(features.flatMap((feature) => feature.savers ?? []))
  return { savers, features, commands: commandByWord, handlerOf: (input) => find(input) as Handler<never> | undefined }
}

/** Every feature decides on the same state of the incident. Their decisions are committed together. */
function mergeHandlers(handlers: readonly Handler<never>[]): Handler<never> | undefined {
  const [first, ...others] = handlers
  if (!first || others.length === 0) return first
  return {
    ...first,
    run: async (state: never, input: never, ctx: DecisionContext, tx: Tx) => {
      const decisions: Decision[] = []
      for (const { run } of handlers) decisions.push(asDecision(await run(state, input, ctx, tx)))
      return combineDecisions(...decisions)
    },
  }
}

/** Turns a refusal into an answer, because it must not discard what another feature decided. */
function asDecision(outcome: Decision | Refusal): Decision {
  if (!isRefusal(outcome)) return outcome
  return outcome.refusal === ''
    ? emptyDecision
    : { ...emptyDecision, answer: { say: sentenceMessage(outcome.refusal) } }
}
