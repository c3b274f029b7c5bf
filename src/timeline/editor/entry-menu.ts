import type { Refusal } from '../../core/decision.ts'
import type { DecisionContext, EntryChoice } from '../../core/feature/context.ts'
import type { Actor } from '../../core/input.ts'
import type { IncidentState } from '../../core/state.ts'
import type { EntryEditOutcome } from './correct-entry.ts'
import { isWithdrawn, type RecordedEntry } from './model.ts'
import { restoreEntry, withdrawEntry } from './withdraw-entry.ts'

type EntryMenuHandler = (
  state: IncidentState,
  entry: RecordedEntry,
  by: Actor,
  ctx: DecisionContext,
) => EntryEditOutcome | Refusal

/** Handles a choice that another feature contributes to the menu. */
function makeChoiceHandler({ choose }: EntryChoice): EntryMenuHandler {
  return (state, entry, by, ctx) => {
    if (isWithdrawn(entry)) return { refusal: 'It was withdrawn meanwhile: restore it first.' }
    const decision = choose(state, entry, by, ctx)
    return 'refusal' in decision ? decision : { decision, entry }
  }
}

/** The handler of a choice that takes effect at once, without a modal. */
export function findEntryMenuHandler(choice: string, { contributions }: DecisionContext): EntryMenuHandler | undefined {
  const contributed = contributions.entryChoices.get(choice)
  return contributed ? makeChoiceHandler(contributed) : ownChoices.get(choice)
}

const ownChoices: ReadonlyMap<string, EntryMenuHandler> = new Map([
  ['restore', restoreEntry],
  ['withdraw', withdrawEntry],
])
