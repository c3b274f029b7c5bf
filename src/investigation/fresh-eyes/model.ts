/**
 * `looking`: Slack is asked who could look at it. `consent`: the commander of a private incident is. `preview`: whoever
 * asked reads it before it goes.
 */
export type BriefState = 'looking' | 'consent' | 'preview' | 'sent' | 'answered' | 'declined' | 'cancelled'

/** One line of a brief. `entryId` is where it comes from; impact has none. */
export interface BriefLine {
  entryId: string | null
  /** When it happened; null where it has no time. */
  at: Date | null
  text: string
  included: boolean
  /** Why it was left out, as the end of a sentence. */
  because: string | null
  /** Somebody took it in, or out: that stands. */
  byHand: boolean
}

/** A symptoms-only summary for somebody who has not been in the incident. */
export interface Brief {
  id: string
  state: BriefState
  lines: BriefLine[]
  requestedBy: string
  /** Null while nobody has been found. */
  recipientId: string | null
  /** The challenge it was asked from. */
  challengeId: string | null
  createdAt: Date
  /** When it goes by itself. */
  goesAt: Date | null
  sentAt: Date | null
  /** When people were told that no answer came. */
  missedAt: Date | null
  answeredAt: Date | null
  answer: string | null
  /** Why it was not sent, or is not wanted any more. */
  because: string | null
}

/** A brief that is on its way to somebody. */
export type AddressedBrief = Brief & { recipientId: string }

const unsentBriefStates: readonly BriefState[] = ['looking', 'consent', 'preview']

export const isUnsent = ({ state }: Pick<Brief, 'state'>): boolean => unsentBriefStates.includes(state)

/** What the recipient of a brief does with it, from outside the incident: buttons and forms by these names. */
export const recipientActionIds: ReadonlySet<string> = new Set(['brief.answer', 'brief.decline'])
