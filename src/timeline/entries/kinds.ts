import { combineDecisions, type Decision, emptyDecision } from '../../core/decision.ts'
import type { StateChange, StoredChange } from '../../core/feature/change.ts'
import type { DecisionContext, KindEntry, WithActor } from '../../core/feature/context.ts'
import type { EntryKind } from '../../core/record/model.ts'

/** What follows when an entry becomes one of a kind. */
export const enterKind = (ctx: WithActor, kind: EntryKind, entry: KindEntry): Decision =>
  ctx.contributions.entryKinds.get(kind)?.recorded(ctx, entry) ?? emptyDecision

/** What follows when an entry is of no kind but `kept` any more; null if it is of none. */
export function leaveKinds(ctx: WithActor, entryId: string, kept: EntryKind | null): Decision {
  const left = [...ctx.contributions.entryKinds].filter(([kind]) => kind !== kept)
  return combineDecisions(...left.map(([, rules]) => rules.removed(ctx, entryId)))
}

/** What follows when the text of an entry changes. */
export const rewordKinds = ({ state, contributions }: DecisionContext, entryId: string, text: string): Decision =>
  combineDecisions(...[...contributions.entryKinds.values()].map((rules) => rules.reworded(state, entryId, text)))

/** The changes that undo what the features behind the kinds have just decided. */
export const invertKinds = (ctx: WithActor, changes: readonly StateChange[]): StoredChange[] =>
  [...ctx.contributions.entryKinds.values()].flatMap((rules) => rules.inverse(ctx, changes))
