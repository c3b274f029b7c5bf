export type OutboxChange =
  | { type: 'outbox.sent'; id: string; at: Date }
  | { type: 'outbox.failed'; id: string; error: string; at: Date }
  /** Held with its whole lane until then. `lookUp`: it may have happened. */
  | { type: 'outbox.held'; id: string; until: Date; lookUp: boolean; error: string }
  | { type: 'liveMessage.placed'; incidentId: string; name: string; channelId: string; messageTs: bigint }
