import { type Change, type Decision, nothing } from '../dispatch/decision.ts'
import type { Actor } from '../dispatch/input.ts'
import type { IncidentState, Moment } from '../dispatch/state.ts'
import type { FollowUp } from './model.ts'

/** A message that carries a follow-up's reaction, or has just lost the last one. */
export interface MarkedMessage {
  channelId: string
  messageTs: bigint
  threadTs: bigint | null
  /** As readers see it; empty while it still has to be read from Slack. */
  text: string
  present: boolean
  by: Actor
}

/**
 * A follow-up from a message, or its end. `own` is the one taken from this message before, if any; `nextNumber` the
 * number a new one gets.
 */
export function markFollowUp(
  _state: IncidentState,
  _marked: MarkedMessage,
  _own: FollowUp | null,
  _nextNumber: number,
  _moment: Moment,
): Decision {
  return nothing
}

/** The words of the message a follow-up was taken from have come from Slack, or were edited. */
export function rewordFollowUp(_own: FollowUp, _text: string): Change[] {
  return []
}
