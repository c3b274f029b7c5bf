import type { DecisionContext } from '../feature/context.ts'
import type { Actor } from '../input.ts'
import type { NewEntry } from './changes.ts'
import type { WordedData } from './entry-data.ts'
import type { EntryKind } from './model.ts'

/**
 * Builds an entry for something done through the bot just now, in somebody's words or in the bot's own. Without an actor,
 * the bot is its recorder.
 */
export function entryBy(
  { newId, now }: Pick<DecisionContext, 'newId' | 'now'>,
  incidentId: string,
  kind: EntryKind,
  words: string | WordedData,
  by: Actor | null,
): NewEntry {
  // Leave `authorName` out: the profile's name is looked up for display, and the actor's may be a login handle.
  const author = by ? { authorId: by.id } : {}
  return {
    id: newId(),
    incidentId,
    kind,
    state: 'shown',
    ...(typeof words === 'string' ? { text: words } : words),
    occurredAt: now,
    recordedAt: now,
    recorderId: by?.id ?? 'fresheyes',
    ...author,
  }
}
