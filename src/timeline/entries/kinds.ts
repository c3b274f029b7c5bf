import { combineDecisions, type Decision, emptyDecision } from '../../core/decision.ts'
import type { StateChange, StoredChange } from '../../core/feature/change.ts'
import type { DecisionContext, KindEntry } from '../../core/feature/context.ts'
import type { Actor } from '../../core/input.ts'
import type { EntryKind } from '../../core/record/model.ts'
import type { IncidentState } from '../../core/state.ts'

/** What follows when an entry becomes one of a kind. */
export const enterKind = (
  state: IncidentState,
  kind: EntryKind,
  entry: KindEntry,
  by: Actor,
  ctx: DecisionContext,
): Decision => ctx.contributions.entryKinds.get(kind)?.recorded(state, entry, by, ctx) ?? emptyDecision

/** What follows when an entry is of no kind but `kept` any more; null if it is of none. */
export function leaveKinds(
  state: IncidentState,
  entryId: string,
  kept: EntryKind | null,
  by: Actor,
  ctx: DecisionContext,
): Decision {
  const left = [...ctx.contributions.entryKinds].filter(([kind]) => kind !== kept)
  return combineDecisions(...left.map(([, rules]) => rules.removed(state, entryId, by, ctx)))
}

/** What follows when the text of an entry changes. */
export const rewordKinds = (
  state: IncidentState,
  entryId: string,
  text: string,
  { contributions }: DecisionContext,
): Decision =>
  combineDecisions(...[...contributions.entryKinds.values()].map((rules) => rules.reworded(state, entryId, text)))

/** The changes that undo what the features behind the kinds have just decided. */
export const invertKinds = (
  state: IncidentState,
  changes: readonly StateChange[],
  by: Actor,
  ctx: DecisionContext,
): StoredChange[] =>
  [...ctx.contributions.entryKinds.values()].flatMap((rules) => rules.inverse(state, changes, by, ctx))
