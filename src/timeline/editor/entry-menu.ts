import type { Refusal } from '../../core/decision.ts'
import type { BaseContext, EntryChoice, WithActor } from '../../core/feature/context.ts'
import type { EntryEditOutcome } from './correct-entry.ts'
import { isWithdrawn, type RecordedEntry } from './model.ts'
import { restoreEntry, withdrawEntry } from './withdraw-entry.ts'

type EntryMenuHandler = (ctx: WithActor, entry: RecordedEntry) => EntryEditOutcome | Refusal

/** Handles a choice that another feature contributes to the menu. */
function makeChoiceHandler({ choose }: EntryChoice): EntryMenuHandler {
  return (ctx, entry) => {
    if (isWithdrawn(entry)) return { refusal: 'It was withdrawn meanwhile: restore it first.' }
    const decision = choose(ctx, entry)
    return 'refusal' in decision ? decision : { decision, entry }
  }
}

/** The handler of a choice that takes effect at once, without a modal. */
export function findEntryMenuHandler({ contributions }: BaseContext, choice: string): EntryMenuHandler | undefined {
  const contributed = contributions.entryChoices.get(choice)
  return contributed ? makeChoiceHandler(contributed) : ownChoices.get(choice)
}

const ownChoices: ReadonlyMap<string, EntryMenuHandler> = new Map([
  ['restore', restoreEntry],
  ['withdraw', withdrawEntry],
])
