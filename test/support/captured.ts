import type { Decision } from '../../src/core/decision.ts'
import type { ReactionChanged } from '../../src/core/input.ts'
import type { ReactionRow } from '../../src/core/record/model.ts'
import { decideReaction, type MessageContext } from '../../src/timeline/capture/capture.ts'
import { ana, ben, contextAt, stateWith } from './situation.ts'

/** A message with reactions, for tests of capture. */

export const messageTs = 1_772_420_400_000_100n
/** Ben adds a pin to the message. */
export const reacted = (given: Partial<ReactionChanged> = {}): ReactionChanged => ({
  type: 'reactionChanged',
  workspaceId: 'T1',
  by: { id: ben.id },
  name: 'pushpin',
  present: true,
  channelId: 'CINC',
  messageTs,
  eventTs: 1_772_420_410_000_000n,
  ...given,
})
/** The message, written by Ana. */
export const seen: NonNullable<MessageContext['seen']> = {
  channelId: 'CINC',
  ts: messageTs,
  threadTs: null,
  authorId: ana.id,
  authorName: null,
  text: 'ALB is &lt;failing&gt;',
  content: [],
  editedTs: null,
  isTalk: true,
  changedTs: null,
}
const names = new Map([[ana.id, ana.name]])
/** The stored context of the message. */
export const known = (given: Partial<MessageContext> = {}): MessageContext => ({
  reactions: [],
  entry: null,
  seen,
  deletedAt: null,
  names,
  ...given,
})

/** An earlier reaction by Ben. */
export const reactionWith = (given: Partial<ReactionRow> = {}): ReactionRow => ({
  userId: ben.id,
  name: 'pushpin',
  present: true,
  eventTs: 1n,
  ...given,
})
/** The decision on a reaction a minute after the declaration. */
export const react = (
  input: Partial<ReactionChanged> = {},
  given: Partial<MessageContext> = {},
  state: Parameters<typeof stateWith>[0] = {},
): Decision => decideReaction({ ...contextAt(1), state: stateWith(state) }, reacted(input), known(given))
