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
  /** It has a recipient; without `goesAt` the commander is asked first. */
  | { type: 'brief.drafted'; id: string; lines: BriefLine[]; recipientId: string; goesAt: Date | null }
  | { type: 'brief.agreed'; id: string; goesAt: Date }
  /** What whoever asked has changed; `goesAt` where it waits anew. */
  | { type: 'brief.lines'; id: string; lines: BriefLine[]; goesAt?: Date }
  | { type: 'brief.sent'; id: string; lines: BriefLine[]; at: Date }
  | { type: 'brief.missed'; id: string; at: Date }
  | { type: 'brief.answered'; id: string; answer: string; at: Date }
  | { type: 'brief.declined'; id: string; at: Date }
  | { type: 'brief.cancelled'; id: string; because: string }
