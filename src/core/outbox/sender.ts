import type { SlackBlock, SlackMessage } from '../../messages/blocks.ts'
import type { Call } from './call.ts'
import type { CallOutcome } from './outcome.ts'

/** Where a message was posted. */
interface MessagePlace {
  channelId: string
  ts: bigint
}

/** A file to upload. Slack derives its type from `name`. */
export interface RenderedFile {
  name: string
  title: string
  content: string | Uint8Array
  /** What is wrong with the requested template; null if nothing is. */
  complaint: string | null
}

export interface RenderedCanvas {
  id: string | null
  title: string
  markdown: string
}

/** A call with everything needed to make it now. */
export interface PreparedCall {
  /** Opaque key by which the call can be found in Slack if its answer was lost. */
  key: string
  call: Call
  /** Null while the incident has no channel. */
  channelId: string | null
  attemptedAt: Date
  /** The number of earlier attempts. */
  attempts: number
  /** For `refresh`: the current content of the live message, and where it is posted; null if it is not. */
  liveMessage?: { message: SlackMessage; standsAt: MessagePlace | null }
  /** For a post under a live message: where that is posted; null if it is not. */
  thread?: MessagePlace | null
  /** For `set_topic`: the current topic; null if it is not ours to set. */
  topic?: string | null
  /** For `publish_home`: the current content. */
  home?: SlackBlock[]
  /** For `upload`: the rendered document. */
  document?: RenderedFile
  /** For `canvas`: the current content, and Slack's id of the canvas if there is one. */
  canvas?: RenderedCanvas
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
