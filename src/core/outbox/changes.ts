export type OutboxChange =
  | { type: 'delivery.sent'; id: string; at: Date }
  | { type: 'delivery.failed'; id: string; error: string; at: Date }
  /** Held with its whole lane until then. `lookUp`: it may have happened. */
  | { type: 'delivery.held'; id: string; until: Date; lookUp: boolean; error: string }
  | { type: 'board.placed'; incidentId: string; name: string; channelId: string; messageTs: bigint }
