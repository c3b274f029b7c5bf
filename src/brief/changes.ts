import type { BriefLine } from './model.ts'

export type BriefChange =
  | {
      type: 'brief.drafted'
      id: string
      incidentId: string
      lines: BriefLine[]
      requestedBy: string
      recipientId: string
      at: Date
    }
  | { type: 'brief.lines'; id: string; lines: BriefLine[] }
  | { type: 'brief.sent'; id: string; at: Date }
  | { type: 'brief.answered'; id: string; answer: string; at: Date }
  | { type: 'brief.cancelled'; id: string }
