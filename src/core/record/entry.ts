import type { BaseContext, WithActor } from '../feature/context.ts'
import type { NewEntry } from './changes.ts'
import type { WordedData } from './entry-data.ts'
import type { EntryKind } from './model.ts'

/** Builds an entry for something that somebody has just done through the bot, in their words or in the bot's own. */
export const entryBy = (
  ctx: Pick<WithActor, 'newId' | 'now' | 'by'>,
  incidentId: string,
  kind: EntryKind,
  words: string | WordedData,
): NewEntry => ({
  ...entryByBot(ctx, incidentId, kind, words),
  recorderId: ctx.by.id,
  // Leave `authorName` out: the profile's name is looked up for display, and the actor's may be a login handle.
  authorId: ctx.by.id,
})

/** Builds an entry for something that the bot has just done by itself. */
export const entryByBot = (
  { newId, now }: Pick<BaseContext, 'newId' | 'now'>,
  incidentId: string,
  kind: EntryKind,
  words: string | WordedData,
): NewEntry => ({
  id: newId(),
  incidentId,
  kind,
  state: 'shown',
  ...(typeof words === 'string' ? { text: words } : words),
  occurredAt: now,
  recordedAt: now,
  recorderId: 'fresheyes',
})
