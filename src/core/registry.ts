import { sentenceMessage } from '../messages/blocks.ts'
import type { Settings } from '../platform/config/settings.ts'
import type { Tx } from '../platform/db/transaction.ts'
import type { Asks } from './ask-modal.ts'
import {
  combineDecisions,
  type Decision,
  emptyDecision,
  isRefusal,
  type Refusal,
  type StateChange,
} from './decision.ts'
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
import type { CallCompleted } from './outbox/outcome.ts'
import type { Act } from './permission.ts'
import type { DecisionContext, IncidentState, ViewerState, WorkspaceState } from './state.ts'

type Outcomes = Decision | Refusal | Promise<Decision | Refusal>

/**
 * Takes an input about one incident: the dispatcher has locked and loaded it. `tx` is for further reading. Which act
 * it is may depend on the words: the same one shows a list, or adds to it.
 */
export interface IncidentHandler<I extends Input> {
  on: 'incident'
  act: Act | ((input: I) => Act)
  /** The input of a form below which it says that this person may not: it stays open, and nothing written is lost. */
  refusedBelow?: string
  run(state: IncidentState, input: I, ctx: DecisionContext, tx: Tx): Outcomes
}

/** Takes an input that needs nothing locked: it only shows what this person may see. */
export interface ViewerHandler<I extends Input> {
  on: 'viewer'
  act: Act | ((input: I) => Act)
  run(state: ViewerState, input: I, ctx: DecisionContext, tx: Tx): Outcomes
}

/** Takes an input about the workspace as a whole, which is locked. */
export interface WorkspaceHandler<I extends Input> {
  on: 'workspace'
  act: Act | ((input: I) => Act)
  run(state: WorkspaceState, input: I, ctx: DecisionContext, tx: Tx): Outcomes
}

export type Handler<I extends Input> = IncidentHandler<I> | WorkspaceHandler<I> | ViewerHandler<I>

/** A word people say to the bot, with what help shows of it. */
export type Command = Handler<CommandInvoked> & {
  word: string
  usage: string
  example: string
  does: string
  /** How the panel asks for what follows the word. */
  asks?: (state: IncidentState, settings: Settings) => Asks
  /** Never suggested for a typo: it ends the incident, starts it again, or makes it another kind of incident. */
  isDrastic?: true
  /** May name its incident: `export INC-12`. Otherwise the incident is that of the channel. */
  namesIncident?: boolean
}

/**
 * What a feature takes part in. Everything is optional. Names are unique across features; an event goes to every
 * feature that takes it.
 */
export interface Feature {
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
  /** What follows from a call that came back, besides the delivery's own bookkeeping. */
  callCompleted?: {
    /** Most calls that come back concern nobody: for those the incident is not even read. */
    concerns: (input: CallCompleted) => boolean
    run: (
      state: IncidentState | undefined,
      input: CallCompleted,
      ctx: DecisionContext,
      tx: Tx,
    ) => Decision | Promise<Decision>
  }
  /**
   * What follows from the incident's state after any change: recomputed each time, so it may repeat itself
   * harmlessly. `changes` are those that led to it.
   */
  reconcile?: (state: IncidentState, ctx: DecisionContext, changes: readonly StateChange[]) => Decision
}

export interface Registry {
  features: readonly Feature[]
  commands: ReadonlyMap<string, Command>
  handlerOf(input: Input): Handler<never> | undefined
}

/** Brings the features together. Throws when two claim the same name. */
export function buildRegistry(features: readonly Feature[]): Registry {
  const words = toUniqueMap(features.flatMap(({ commands: own = [] }) => own.map((word) => [word.word, word] as const)))
  const named = <T>(pick: (feature: Feature) => Record<string, T> | undefined) =>
    toUniqueMap(features.flatMap((feature) => Object.entries(pick(feature) ?? {})))
  const buttons = named((feature) => feature.buttons)
  const forms = named((feature) => feature.modals)
  const shortcuts = named((feature) => feature.shortcuts)
  const due = named((feature) => feature.timerDue)
  const find = (input: Input) => {
    switch (input.type) {
      case 'commandInvoked':
        return words.get(input.word)
      case 'buttonClicked':
        return buttons.get(input.action)
      case 'modalSubmitted':
        return forms.get(input.callbackId)
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
  // Which handler belongs to which input is settled by the switch; the type of the pair cannot say so.
  return { features, commands: words, handlerOf: (input) => find(input) as Handler<never> | undefined }
}

/** Each feature decides on the same state of the incident; what they decide is committed together. */
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

/** A refusal of one feature must not undo what another decided: it becomes an answer. */
function asDecision(outcome: Decision | Refusal): Decision {
  if (!isRefusal(outcome)) return outcome
  return outcome.refusal === ''
    ? emptyDecision
    : { ...emptyDecision, answer: { say: sentenceMessage(outcome.refusal) } }
}

function toUniqueMap<T>(pairs: readonly (readonly [string, T])[]): Map<string, T> {
  const map = new Map(pairs)
  const twice = pairs.find(([name, value]) => map.get(name) !== value)
  if (twice) throw new Error(`"${twice[0]}" is registered twice`)
  return map
}
