import type { ControlElement } from '../../messages/blocks.ts'
import type { Decision, Refusal } from '../decision.ts'
import type { Actor } from '../input.ts'
import type { Send } from '../outbox/call.ts'
import type { Entry, EntryKind } from '../record/model.ts'
import type { ApplicableReminder } from '../reminders/model.ts'
import type { Settings } from '../settings.ts'
import type { IncidentState } from '../state.ts'
import type { StateChange, StoredChange } from './change.ts'

/** What every decision is given, whatever it is about. */
export interface BaseContext<Known extends Settings = Settings> {
  now: Date
  newId: () => string
  settings: Known
  /** What other features contribute to the decision. */
  contributions: Contributions
}

/** What a decision is given besides its input. */
export interface DecisionContext<State = IncidentState, Known extends Settings = Settings> extends BaseContext<Known> {
  /** As it was loaded under the lock. */
  state: State
}

/** What a decision about something that somebody does is given. */
export type WithActor<Context extends BaseContext = DecisionContext> = Context & { by: Actor }

/** An entry with its text, as far as the feature behind its kind needs to know it. */
export type KindEntry = Pick<Entry, 'id' | 'text' | 'occurredAt'>

/** What an entry of one kind means besides its line on the timeline. Decided together with what happens to the entry. */
export interface EntryKindRules<Context extends DecisionContext = DecisionContext> {
  /** The entry became one of this kind, or got its text. */
  recorded(ctx: WithActor<Context>, entry: KindEntry): Decision
  /** It is no longer one of this kind, or was withdrawn. */
  removed(ctx: WithActor<Context>, entryId: string): Decision
  /** Slack has sent what the entry lacked of its text or its names. */
  completed(ctx: Context, entry: KindEntry & Pick<Entry, 'state' | 'recorderId'>): Decision
  reworded(state: Context['state'], entryId: string, text: string): Decision
  /** The changes that undo those that one of the above has just decided. */
  inverse(ctx: WithActor<Context>, changes: readonly StateChange[]): StoredChange[]
  /** The changes that undo whatever has become of an entry by now. */
  forget(ctx: WithActor<BaseContext>, entryId: string): StoredChange[]
}

/** A message that people marked with a reaction, or that has just lost its last mark (`present: false`). */
export interface MarkedMessage {
  channelId: string
  messageTs: bigint
  threadTs: bigint | null
  /** As readers see it; empty until the message has been fetched from Slack. */
  text: string
  present: boolean
  by: Actor
}

/** What a reaction means that makes a message something other than an entry. */
export interface MarkRules<Context extends DecisionContext = DecisionContext> {
  /** Whether something stands for the message already, in whatever state. */
  isTaken(state: Context['state'], message: Pick<MarkedMessage, 'channelId' | 'messageTs'>): boolean
  marked(ctx: Context, message: MarkedMessage): Decision
  reworded(state: Context['state'], message: Pick<MarkedMessage, 'channelId' | 'messageTs'>, text: string): Decision
}

/** Where an incident stands, for a newcomer or the next commander. Everything is mrkdwn, the most pressing first. */
export interface Standing {
  /** What the team takes for the cause. */
  believed: string[]
  /** What is being done, in groups. */
  underway: string[][]
  unexplained: string[]
  followUps: string[]
}

/** A choice in the menu of an entry on the timeline. */
export interface EntryChoice<Context extends DecisionContext = DecisionContext> {
  label: string
  isOffered(entry: Pick<Entry, 'kind'>): boolean
  choose(ctx: WithActor<Context>, entry: Pick<Entry, 'id' | 'kind' | 'text'>): Decision | Refusal
}

/** How a reminder is said. */
export interface ReminderWords {
  /** For notifications, in plain text: what is missing, as in `an update is due`. */
  title: string
  /** In mrkdwn. */
  text: string
  /** Does what is missing. *Snooze* and *Not needed* come with it. */
  button?: ControlElement
}

/** What a feature reminds people of, until the state no longer calls for it. */
export interface ReminderRule<Context extends DecisionContext = DecisionContext> {
  /**
   * The reminders that apply to this state. `about` tells several of them apart. None is asked for in a retrospective
   * or without a channel, and after a reopening their delays count from it.
   */
  listApplicable(state: Context['state'], settings: Settings): (Omit<ApplicableReminder, 'kind'> & { about?: string })[]
  say(state: Context['state'], about: string, context: Pick<DecisionContext, 'now' | 'settings'>): ReminderWords
  /** What takes its place in the channel, in plain text. Only for a rule that reminds the channel. */
  outcome?: {
    /** Once it no longer applies. */
    settled(state: Context['state']): string
    /** Once somebody has pressed *Not needed*. */
    stopped: string
  }
}

/** What features contribute to decisions of features below them, which know them only through the core. */
export interface Contributed<Context extends DecisionContext = DecisionContext> {
  entryKinds?: Partial<Record<EntryKind, EntryKindRules<Context>>>
  marks?: { 'follow-up': MarkRules<Context> }
  entryChoices?: Record<string, EntryChoice<Context>>
  /** By the first word of a reminder's kind. What follows it is what the reminder is about, as in `confirm scribe`. */
  reminders?: Record<string, ReminderRule<Context>>
  /** The kind that a captured message is still of once nobody marks it any more; undefined if it is withdrawn. */
  unmarkedKind?(state: Context['state'], message: Pick<MarkedMessage, 'channelId' | 'messageTs'>): EntryKind | undefined
  standing?(state: Context['state'], now: Date): Partial<Standing>
  /** The live messages that name this person, which are refreshed once the display name is known. */
  refreshNaming?(ctx: Context, personId: string): Send[]
}

/** The contributions of all features. */
export interface Contributions {
  readonly entryKinds: ReadonlyMap<EntryKind, EntryKindRules>
  readonly followUpMark: MarkRules
  readonly entryChoices: ReadonlyMap<string, EntryChoice>
  readonly reminders: ReadonlyMap<string, ReminderRule>
  unmarkedKind(state: IncidentState, message: Pick<MarkedMessage, 'channelId' | 'messageTs'>): EntryKind | undefined
  standing(state: IncidentState, now: Date): Standing
  refreshNaming(ctx: DecisionContext, personId: string): Send[]
}
