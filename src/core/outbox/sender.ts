import type { SlackBlock, SlackMessage } from '../../messages/blocks.ts'
import type { Call } from './call.ts'
import type { CallOutcome } from './outcome.ts'

/** Where a message stands. */
interface MessagePlace {
  channelId: string
  ts: bigint
}

/** A file: its name also tells Slack what kind it is. */
export interface RenderedFile {
  name: string
  title: string
  content: string | Uint8Array
  /** What is wrong with the form that was wanted; null where nothing is. */
  complaint: string | null
}

export interface RenderedCanvas {
  id: string | null
  title: string
  markdown: string
}

/** A call with all it needs to go out now. */
export interface PreparedCall {
  /** Opaque: found again in Slack when the answer was lost. */
  key: string
  call: Call
  /** Null while the incident has no channel. */
  channelId: string | null
  attemptedAt: Date
  /** How often it was attempted before. */
  attempts: number
  /** For `refresh`: what the live message shows now, and where it stands already. */
  liveMessage?: { message: SlackMessage; standsAt: MessagePlace | null }
  /** For a post under a live message: where that stands; null when it does not. */
  thread?: MessagePlace | null
  /** For `set_topic`: what it says now; null where the topic is not ours. */
  topic?: string | null
  /** For `publish_home`: what it shows now. */
  home?: SlackBlock[]
  /** For `upload`: the rendered document. */
  document?: RenderedFile
  /** For `canvas`: what it says now, and Slack's id of the one that stands. */
  canvas?: RenderedCanvas
  /** What an earlier attempt remembered. */
  progress: string | null
  /** Keeps a step on the way (an upload's file id), so that a later attempt goes on from there. */
  remember(progress: string): Promise<void>
}

/** The one way to Slack. What goes wrong there or on the way is an outcome; what is thrown is a fault of our own. */
export interface Sender {
  send(ready: PreparedCall): Promise<CallOutcome>
  /** Whether a call whose answer was lost has happened: `done`, `absent`, or not knowable now (`unknown`). */
  lookUp(ready: PreparedCall): Promise<CallOutcome>
}
