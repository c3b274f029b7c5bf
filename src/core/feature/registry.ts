import { sentenceMessage } from '../../messages/blocks.ts'
import type { SettingsParser } from '../../platform/config/settings.ts'
import { combineDecisions, type Decision, emptyDecision, isRefusal, type Refusal } from '../decision.ts'
import type { ButtonClicked, Input, MessagePosted, ModalSubmitted } from '../input.ts'
import type { CallCompleted, CallUnreadable } from '../outbox/outcome.ts'
import type { SeenMessage } from '../record/model.ts'
import type { Settings } from '../settings.ts'
import type { IncidentState } from '../state.ts'
import { refuseDoubleClaims } from './claims.ts'
import type { Contributions, DecisionContext } from './context.ts'
import { foldContributions } from './contributions.ts'
import type { Command, Feature, Retention } from './feature.ts'
import type { Handler, IncidentHandler } from './handler.ts'
import { type LiveMessage, liveMessageKind } from './live-message.ts'
import type { Metric } from './metric.ts'
import type { Control } from './on-control.ts'
import { Savers } from './saver.ts'
import { makeSettingsParser } from './settings-parser.ts'
import { makeStateLoader, type StateLoader } from './state-part.ts'

export type HandledInput = Exclude<Input, MessagePosted | CallCompleted | CallUnreadable>

export interface Registry<State extends IncidentState = IncidentState> {
  features: readonly Feature<DecisionContext<State>>[]
  savers: Savers
  commands: ReadonlyMap<string, Command<DecisionContext<State>>>
  actions: ReadonlyMap<string, Control<ButtonClicked, DecisionContext<State>>>
  modals: ReadonlyMap<string, Control<ModalSubmitted, DecisionContext<State>>>
  load: StateLoader<State>
  contributions: Contributions
  liveMessages: ReadonlyMap<string, LiveMessage<State>>
  metrics: readonly Metric[]
  retention: readonly Retention[]
  /** The kinds of live message whose threads are listened to. */
  repliedKinds: readonly string[]
  isRemark(message: SeenMessage, settings: Settings): boolean
  /** Its decisions are given the person who acted, if the input names one. */
  handlerOf(input: HandledInput): Handler<HandledInput, DecisionContext<State>> | undefined
}

type PartOf<F> = F extends Feature<never, infer Part> ? Part : never
type OwnSettingsOf<F> = F extends Feature<never, object, infer Own> ? Own : never
type Intersection<U> = (U extends unknown ? (each: U) => void : never) extends (all: infer I) => void ? I : never
type Features = readonly Feature<never, object>[]
/** The state that these features load together. */
type StateOf<All extends Features> = IncidentState & Intersection<PartOf<All[number]>>
/** The settings that these features add up to. */
type SettingsOf<All extends Features> = Intersection<OwnSettingsOf<All[number]>> & object
/** These features, if what each of them reads of the state and the settings is loaded and configured by one of them. */
type Complete<All extends Features, Known extends Settings> = {
  [Index in keyof All]: All[Index] extends Feature<infer Context, infer Part, infer Own>
    ? StateOf<All> extends Context['state']
      ? Known extends Context['settings']
        ? All[Index]
        : Feature<Context, Part, Own> & { reads: 'a setting that no feature adds' }
      : Feature<Context, Part, Own> & { reads: 'a part of the state that no feature loads' }
    : never
}

/** Folds what these features add to the settings. Throws if two of them claim the same key. */
export const foldSettings = <const All extends Features>(features: All): SettingsParser<SettingsOf<All>> =>
  makeSettingsParser<SettingsOf<All>>(features.flatMap((feature) => feature.settings ?? []))

/**
 * Builds the registry of a whole bot, whose settings are parsed by `_parse`: a feature that reads what no feature loads
 * or adds to the settings does not compile.
 */
export const buildCompleteRegistry = <const All extends Features, Known extends Settings>(
  features: All & Complete<All, Known>,
  _parse: SettingsParser<Known>,
): Registry<StateOf<All>> => buildRegistry<StateOf<All>>(features)

/** Folds the features into one. Throws if two of them claim the same name. */
export function buildRegistry<State extends IncidentState>(
  features: readonly Feature<DecisionContext<State>>[],
): Registry<State> {
  refuseDoubleClaims(features)
  const commands = new Map(
    features.flatMap((feature) => feature.commands ?? []).map((each) => [each.word, each] as const),
  )
  const byName = <T extends { name: string }>(all: readonly T[]) => new Map(all.map((each) => [each.name, each]))
  const actions = byName(features.flatMap((feature) => feature.actions ?? []))
  const modals = byName(features.flatMap((feature) => feature.modals ?? []))
  const finders = makeFinders(features, { commands, actions, modals })
  return {
    features,
    savers: new Savers(features.flatMap((feature) => feature.savers ?? [])),
    commands,
    actions,
    modals,
    load: makeStateLoader<State>(features.flatMap((feature) => feature.part ?? [])),
    liveMessages: new Map(features.flatMap((feature) => Object.entries(feature.liveMessages ?? {}))),
    contributions: foldContributions(features.flatMap((feature) => feature.contributes ?? [])),
    metrics: features.flatMap((feature) => feature.metrics ?? []),
    retention: features.flatMap((feature) => feature.retention ?? []),
    repliedKinds: features.flatMap((feature) => Object.keys(feature.liveMessageReplied ?? {})),
    isRemark: (message, settings) => features.some((feature) => feature.isRemark?.(message, settings)),
    handlerOf: (input) => finders[input.type].find(input),
  }
}

interface Finder<I extends Input, Context extends DecisionContext> {
  find(input: I): Handler<I, Context> | undefined
}
type Finders<Context extends DecisionContext> = {
  [Type in HandledInput['type']]: Finder<Extract<HandledInput, { type: Type }>, Context>
}

function makeFinders<State extends IncidentState>(
  features: readonly Feature<DecisionContext<State>>[],
  { commands, actions, modals }: Pick<Registry<State>, 'commands' | 'actions' | 'modals'>,
): Record<HandledInput['type'], Finder<HandledInput, DecisionContext<State>>> {
  type Context = DecisionContext<State>
  const collect = <T>(pick: (feature: Feature<Context>) => Record<string, T> | undefined) =>
    new Map(features.flatMap((feature) => Object.entries(pick(feature) ?? {})))
  const shortcuts = collect((feature) => feature.shortcuts)
  const timers = collect((feature) => feature.timerDue)
  const replies = collect((feature) => feature.liveMessageReplied)
  const merge = <I extends Input>(pick: (feature: Feature<Context>) => IncidentHandler<I, Context> | undefined) => {
    const handler = mergeHandlers(features.flatMap((feature) => pick(feature) ?? []))
    return { find: () => handler }
  }
  const [homeOpened] = features.flatMap((feature) => feature.homeOpened ?? [])
  const finders: Finders<Context> = {
    commandInvoked: { find: ({ word }) => commands.get(word) },
    buttonClicked: { find: (input) => actions.get(input.action)?.handlerFor(input) },
    modalSubmitted: { find: (input) => modals.get(input.callbackId)?.handlerFor(input) },
    shortcutUsed: { find: ({ callback }) => shortcuts.get(callback) },
    timerDue: { find: ({ kind }) => timers.get(kind) },
    homeOpened: { find: () => homeOpened },
    reactionChanged: merge((feature) => feature.reactionChanged),
    memberJoined: merge((feature) => feature.memberJoined),
    botJoined: merge((feature) => feature.botJoined),
    memberLeft: merge((feature) => feature.memberLeft),
    channelRenamed: merge((feature) => feature.channelRenamed),
    messageEdited: merge((feature) => feature.messageEdited),
    messageDeleted: merge((feature) => feature.messageDeleted),
    liveMessageReplied: { find: ({ liveMessage }) => replies.get(liveMessageKind(liveMessage)) },
    remarkMade: merge((feature) => feature.remarkMade),
  }
  return finders
}

/** Every feature decides on the same state of the incident. Their decisions are committed together. */
function mergeHandlers<I extends Input, Context extends DecisionContext>(
  handlers: readonly IncidentHandler<I, Context>[],
): IncidentHandler<I, Context> | undefined {
  const [first, ...others] = handlers
  if (!first || others.length === 0) return first
  return {
    ...first,
    async run(ctx, input, tx) {
      const decisions: Decision[] = []
      for (const handler of handlers) decisions.push(asDecision(await handler.run(ctx, input, tx)))
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
