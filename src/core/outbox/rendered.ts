import type { SlackBlock, SlackMessage } from '../../messages/blocks.ts'

/** The name of a live message, as its feature registers it: `ledger`, or with a key, `challenge:3`. */
export type LiveMessageName = string

/** The file formats of a post-mortem. */
export const documentFormats = ['md', 'html', 'json'] as const
export type DocumentFormat = (typeof documentFormats)[number]

/** Which document is wanted; with a null `template`, in the post-mortem's current one. */
export interface DocumentRequest {
  format: DocumentFormat
  template: string | null
}

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

/** What a call shows or depends on, as it is when the call is made. */
export interface RenderedContent {
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
}

/** Renders the content of one call. All but `home` throw if the call belongs to no incident. */
export interface CallComposer {
  liveMessage(name: LiveMessageName): Promise<SlackMessage>
  /** Where a live message is posted; null if it is not. */
  findPlace(name: LiveMessageName): Promise<MessagePlace | null>
  topic(): Promise<string | null>
  home(workspaceId: string, person: string): Promise<SlackBlock[]>
  document(wanted: DocumentRequest): Promise<RenderedFile>
  canvas(): Promise<RenderedCanvas>
}
