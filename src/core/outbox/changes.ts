export type OutboxChange =
  | { type: 'outbox.sent'; id: string; at: Date }
  | { type: 'outbox.failed'; id: string; error: string; at: Date }
  /** The call and its whole lane wait until then. `lookUp`: the call may have happened. */
  | { type: 'outbox.held'; id: string; until: Date; lookUp: boolean; error: string }
  | { type: 'liveMessage.placed'; incidentId: string; name: string; channelId: string; messageTs: bigint }
