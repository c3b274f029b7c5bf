/**
 * `looking`: Slack is being asked who could look. `consent`: the commander of a private incident is being asked.
 * `preview`: the requester reads the brief before it is sent.
 */
export type BriefState = 'looking' | 'consent' | 'preview' | 'sent' | 'answered' | 'declined' | 'cancelled'

/** One line of a brief. `entryId` is the entry it comes from; impact lines have none. */
export interface BriefLine {
  entryId: string | null
  /** When it happened; null if it has no time. */
  at: Date | null
  text: string
  included: boolean
  /** Why it was left out, or would be, as the end of a sentence; null if nothing speaks against it. */
  because: string | null
  /** Whether a person included or left it out. Including it overrides what speaks against it. */
  byHand: boolean
}

/** A symptoms-only summary for somebody who has not been in the incident. */
export interface Brief {
  id: string
  state: BriefState
  lines: BriefLine[]
  requestedBy: string
  /** Null until somebody has been found. */
  recipientId: string | null
  /** The challenge it was requested from, if any. */
  challengeId: string | null
  createdAt: Date
  /** When it is sent by itself. */
  goesAt: Date | null
  sentAt: Date | null
  /** When it was reported that no answer came. */
  missedAt: Date | null
  answeredAt: Date | null
  answer: string | null
  /** Why it was cancelled. */
  because: string | null
}

/** A brief that has a recipient. */
export type AddressedBrief = Brief & { recipientId: string }

const unsentBriefStates: readonly BriefState[] = ['looking', 'consent', 'preview']

export const isUnsent = ({ state }: Pick<Brief, 'state'>): boolean => unsentBriefStates.includes(state)
