import type { Refusal } from '../../core/decision.ts'
import type { Actor } from '../../core/input.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { citableEntryKinds } from '../../investigation/ledger/model.ts'
import { markUnexplained } from '../../investigation/ledger/unexplained.ts'
import type { EntryEditOutcome } from './correct-entry.ts'
import { isWithdrawn, type RecordedEntry } from './model.ts'
import { restoreEntry, withdrawEntry } from './withdraw-entry.ts'

type EntryMenuHandler = (
  state: IncidentState,
  entry: RecordedEntry,
  by: Actor,
  ctx: DecisionContext,
) => EntryEditOutcome | Refusal

/** Whether an entry is of a kind that a hypothesis may have to account for. */
export const canBeUnexplained = ({ kind }: Pick<RecordedEntry, 'kind'>): boolean =>
  citableEntryKinds.some((one) => one === kind)

/** Marks the entry as unexplained: no open hypothesis accounts for it. */
const markEntryUnexplained: EntryMenuHandler = (state, entry, by, ctx) => {
  if (isWithdrawn(entry)) return { refusal: 'It was withdrawn meanwhile: restore it first.' }
  const decision = markUnexplained(state, entry, by, ctx)
  return 'refusal' in decision ? decision : { decision, entry }
}

/** The choices of an entry's menu that take effect at once, without a modal. */
export const entryMenuActions: ReadonlyMap<string, EntryMenuHandler> = new Map([
  ['restore', restoreEntry],
  ['withdraw', withdrawEntry],
  ['unexplained', markEntryUnexplained],
])
