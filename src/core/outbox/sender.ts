import type { Call } from './call.ts'
import type { CallOutcome } from './outcome.ts'
import type { RenderedContent } from './rendered.ts'

/** A call with everything needed to make it now. */
export interface PreparedCall extends RenderedContent {
  /** Opaque key by which the call can be found in Slack if its answer was lost. */
  key: string
  call: Call
  /** Null while the incident has no channel. */
  channelId: string | null
  attemptedAt: Date
  /** The number of earlier attempts. */
  attempts: number
  /** What an earlier attempt passed to `remember`. */
  progress: string | null
  /** Stores an intermediate step, such as an upload's file id, so that a later attempt can continue from there. */
  remember(progress: string): Promise<void>
}

/** Makes the outbox calls. Slack and network errors are outcomes; anything thrown is a fault in our own code. */
export interface Sender {
  send(ready: PreparedCall): Promise<CallOutcome>
  /** Whether a call whose answer was lost has happened: `done`, `absent`, or `unknown` if that cannot be told now. */
  lookUp(ready: PreparedCall): Promise<CallOutcome>
}
