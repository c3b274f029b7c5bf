import type { Attachment } from '../record/model.ts'
import type { FailureRecipient, Send } from './call.ts'
import type { LostMessage, MessagePage } from './read-messages.ts'

/** A person's profile in Slack. `zone` is their time zone; `gone` means deactivated. */
export interface Profile {
  id: string
  name: string
  zone: string | null
  bot: boolean
  gone: boolean
}

/** The name of a channel or user group in Slack. */
export interface Label {
  id: string
  name: string
}

/** The result of a call that succeeded. */
export type CallResult =
  | { got: 'nothing' }
  | { got: 'channel'; id: string; name: string }
  | { got: 'message'; channelId: string; ts: bigint; created: boolean }
  /** The people who are in the channel now. Slack skips those it cannot invite. */
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
      /** Ids beyond what one call looks up. */
      left: string[]
    }
  /** `inside`: the ids of those who are in the incident's channel. */
  | { got: 'candidates'; people: Profile[]; inside: string[] }
  /** `id` is null if there is no canvas and none was to be created. */
  | { got: 'canvas'; id: string | null }
  /** `bytes` is null if the picture is too large or cannot be read. */
  | { got: 'picture'; bytes: Uint8Array<ArrayBuffer> | null }

/** The error of a call that failed in our own code rather than at Slack. */
export const ownFault = 'own_fault'

/** The outcome of one attempt at a call. */
export type CallOutcome =
  | { kind: 'done'; result: CallResult }
  /** Slack could not take the call now. `afterMs` is the delay Slack asked for, if it did. */
  | { kind: 'later'; why: string; afterMs?: number }
  /** Retrying cannot help: Slack refuses the call, or it is an `ownFault`. `needed` is the missing scope. */
  | { kind: 'refused'; error: string; needed?: string }
  /** The call may have happened. It must be looked up (after `afterMs`, if set) before it is retried. */
  | { kind: 'unknown'; why: string; afterMs?: number }
  /** A look-up showed that the call has not happened. */
  | { kind: 'absent' }

/** A queued call that this release cannot read, so that it was not made. */
export interface CallUnreadable {
  type: 'callUnreadable'
  outboxCallId: string
  incidentId: string | null
  attempts: number
  outcome: CallOutcome & { kind: 'refused' }
  tell?: FailureRecipient
}

/** An outbox call that was answered, has failed, or was looked up. */
export interface CallCompleted {
  type: 'callCompleted'
  outboxCallId: string
  incidentId: string | null
  send: Send
  /** The number of the attempt that had this outcome, from 1. */
  attempts: number
  createdAt: Date
  outcome: CallOutcome
  /** For `read_messages`: the messages on the page that could not be recorded. */
  lost?: readonly LostMessage[]
}
