import type { LostMessage, MessagePage } from '../../timeline/missed-events/model.ts'
import type { Attachment } from '../record/model.ts'
import type { Send } from './call.ts'

/** Who somebody is, as Slack tells it. */
export interface Profile {
  id: string
  name: string
  zone: string | null
  bot: boolean
  gone: boolean
}

/** What Slack calls a channel or a user group. */
export interface Label {
  id: string
  name: string
}

/** What a call that succeeded brought back. */
export type CallResult =
  | { got: 'nothing' }
  | { got: 'channel'; id: string; name: string }
  | { got: 'message'; channelId: string; ts: bigint; created: boolean }
  /** Those who are in the channel now: Slack leaves out whom it cannot invite. */
  | { got: 'invited'; people: string[] }
  | { got: 'person'; person: Profile }
  | MessagePage
  | {
      got: 'entry'
      text: string
      authorId: string | null
      authorName: string | null
      threadTs: bigint | null
      content: Attachment[] | null
      people: Profile[]
      labels: Label[]
      /** Ids that were too many to look up in one go. */
      left: string[]
    }
  /** `inside`: those of them who are in the incident's channel. */
  | { got: 'candidates'; people: Profile[]; inside: string[] }
  /** Null where none stands, and none was to be made. */
  | { got: 'canvas'; id: string | null }
  /** Null where it is too large, or cannot be had. */
  | { got: 'picture'; bytes: Uint8Array<ArrayBuffer> | null }

/** The error of a call that failed in our own code, and not at Slack. */
export const ownFault = 'own_fault'

/** What became of a call. */
export type CallOutcome =
  | { kind: 'done'; result: CallResult }
  /** Slack could not take it now; `afterMs` is what Slack asked for. */
  | { kind: 'later'; why: string; afterMs?: number }
  /** Trying again cannot help: Slack refuses it, or there is an `ownFault`. `needed` is the scope that is missing. */
  | { kind: 'refused'; error: string; needed?: string }
  /** It may have happened: it must be looked up (after `afterMs`, where known) before it is tried again. */
  | { kind: 'unknown'; why: string; afterMs?: number }
  /** It was looked up, and has not happened. */
  | { kind: 'absent' }

/** A delivery whose call has come back, or whose fate was looked up. */
export interface CallCompleted {
  type: 'callCompleted'
  outboxCallId: string
  incidentId: string | null
  send: Send
  /** Which attempt this is the outcome of. */
  attempts: number
  createdAt: Date
  outcome: CallOutcome
  /** Of a page that was read: messages on it that could not be put on record. */
  lost?: readonly LostMessage[]
}
