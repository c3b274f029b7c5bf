import type { BriefLine } from './model.ts'

export type BriefChange =
  | {
      type: 'brief.asked'
      id: string
      incidentId: string
      requestedBy: string
      challengeId: string | null
      at: Date
    }
  /** A recipient was found; without `goesAt` the commander must agree first. */
  | { type: 'brief.drafted'; id: string; lines: BriefLine[]; recipientId: string; goesAt: Date | null }
  | { type: 'brief.agreed'; id: string; goesAt: Date }
  /** The requester edited the preview; `goesAt` is set when the countdown restarts. */
  | { type: 'brief.lines'; id: string; lines: BriefLine[]; goesAt?: Date }
  | { type: 'brief.sent'; id: string; lines: BriefLine[]; at: Date }
  | { type: 'brief.missed'; id: string; at: Date }
  | { type: 'brief.answered'; id: string; answer: string; at: Date }
  | { type: 'brief.declined'; id: string; at: Date }
  | { type: 'brief.cancelled'; id: string; because: string }
