import type { Actor } from '../input.ts'
import type { DecisionContext } from '../state.ts'
import type { NewEntry } from './changes.ts'
import type { EntryKind } from './model.ts'

/** An entry for something that was done through the bot, now. */
export function entryBy(
  { newId, now }: Pick<DecisionContext, 'newId' | 'now'>,
  incidentId: string,
  kind: EntryKind,
  text: string,
  by: Actor | null,
): NewEntry {
  // The name is that of the profile, whenever it is asked for; the one at hand may be a login handle.
  const author = by ? { authorId: by.id } : {}
  return {
    id: newId(),
    incidentId,
    kind,
    state: 'shown',
    text,
    occurredAt: now,
    recordedAt: now,
    recorderId: by?.id ?? 'fresheyes',
    ...author,
  }
}
