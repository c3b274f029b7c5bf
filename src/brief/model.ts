export type BriefState = 'preview' | 'sent' | 'answered' | 'cancelled'

/** One line of a brief. `entryId` is where it comes from; facts of the incident have none. */
export interface BriefLine {
  text: string
  entryId: string | null
  /** Whoever asked for the brief took it out, or left it in. */
  included: boolean
}

/** A symptoms-only summary for somebody who has not been in the incident. */
export interface Brief {
  id: string
  state: BriefState
  lines: BriefLine[]
  requestedBy: string
  recipientId: string
  createdAt: Date
  sentAt: Date | null
  answeredAt: Date | null
  answer: string | null
}
