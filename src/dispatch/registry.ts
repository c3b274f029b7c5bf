import type { Answered } from '../delivery/outcome.ts'
import type { Tx } from '../store/transaction.ts'
import type { Decision, Refusal } from './decision.ts'
import type {
  Deleted,
  Due,
  Edited,
  Input,
  Pressed,
  Reacted,
  Replied,
  Said,
  Shortcut,
  Submitted,
} from './input.ts'
import type { Act } from './permission.ts'
import type { IncidentState, Moment, WorkspaceState } from './state.ts'

type Outcomes = Decision | Refusal | Promise<Decision | Refusal>

/** Takes an input about one incident: the dispatcher has locked and loaded it. `tx` is for further reading. */
export interface OnIncident<I extends Input> {
  on: 'incident'
  act: Act
  run(state: IncidentState, input: I, moment: Moment, tx: Tx): Outcomes
}

/** Takes an input about the workspace as a whole. */
export interface OnWorkspace<I extends Input> {
  on: 'workspace'
  act: Act
  run(state: WorkspaceState, input: I, moment: Moment, tx: Tx): Outcomes
}

export type Handler<I extends Input> = OnIncident<I> | OnWorkspace<I>

/** A word people say to the bot, with what help shows of it. */
export type Word = Handler<Said> & {
  word: string
  usage: string
  example: string
  does: string
  /** May name its incident: `export INC-12`. Otherwise the incident is that of the channel. */
  namesIncident?: boolean
}

/** What a feature takes part in. Everything is optional; names are unique across features. */
export interface Feature {
  words?: Word[]
  buttons?: Record<string, Handler<Pressed>>
  forms?: Record<string, Handler<Submitted>>
  shortcuts?: Record<string, Handler<Shortcut>>
  reacted?: OnIncident<Reacted>
  edited?: OnIncident<Edited>
  deleted?: OnIncident<Deleted>
  replied?: OnIncident<Replied>
  due?: Record<string, OnIncident<Due>>
  /** What follows from a call that came back, besides the delivery's own bookkeeping. */
  answered?: (
    state: IncidentState | undefined,
    input: Answered,
    moment: Moment,
    tx: Tx,
  ) => Decision | Promise<Decision>
  /** What follows from the incident's state after any change: recomputed each time, so it may repeat itself harmlessly. */
  settle?: (state: IncidentState, moment: Moment) => Decision
}

export interface Registry {
  features: readonly Feature[]
  words: ReadonlyMap<string, Word>
  handlerOf(input: Input): Handler<never> | undefined
}

/** Brings the features together. Throws when two claim the same name. */
export function register(features: readonly Feature[]): Registry {
  const words = unique(features.flatMap((feature) => (feature.words ?? []).map((word) => [word.word, word])))
  const buttons = unique(features.flatMap((feature) => Object.entries(feature.buttons ?? {})))
  const forms = unique(features.flatMap((feature) => Object.entries(feature.forms ?? {})))
  const shortcuts = unique(features.flatMap((feature) => Object.entries(feature.shortcuts ?? {})))
  const due = unique(features.flatMap((feature) => Object.entries(feature.due ?? {})))
  const only = <K extends 'reacted' | 'edited' | 'deleted' | 'replied'>(kind: K) =>
    features.find((feature) => feature[kind])?.[kind]
  const find = (input: Input) => {
    switch (input.type) {
      case 'said':
        return words.get(input.word)
      case 'pressed':
        return buttons.get(input.action)
      case 'submitted':
        return forms.get(input.form)
      case 'shortcut':
        return shortcuts.get(input.callback)
      case 'due':
        return due.get(input.kind)
      case 'reacted':
      case 'edited':
      case 'deleted':
      case 'replied':
        return only(input.type)
      default:
        return undefined
    }
  }
  return { features, words, handlerOf: (input) => find(input) as Handler<never> | undefined }
}

function unique<T>(pairs: (readonly [string, T] | [string, T] | (string | T)[])[]): Map<string, T> {
  const map = new Map<string, T>()
  for (const [name, value] of pairs as [string, T][]) {
    if (map.has(name)) throw new Error(`"${name}" is registered twice`)
    map.set(name, value)
  }
  return map
}
