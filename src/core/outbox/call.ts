import type { SlackMessage } from '../../messages/blocks.ts'
import type { ReadMessagesCall } from './read-messages.ts'

/** Where a call goes: the incident's channel (whatever its id turns out to be), a channel, or a person. */
export type Target = { incident: string } | { channel: string } | { person: string }

/** The name of a live message, as its feature registers it: `ledger`, or with a key, `challenge:3`. */
export type LiveMessageName = string

/** A call to Slack. Carries our ids of what its answer will be stored for. */
export type Call =
  /** `entryId`: the entry whose permalink is the channel's first message. */
  | { do: 'create_channel'; name: string; isPrivate: boolean; entryId: string }
  /** Joins a channel that already exists. */
  | { do: 'join_channel'; entryId: string }
  | { do: 'rename_channel'; name: string }
  | { do: 'invite'; people: string[] }
  | { do: 'set_topic' }
  | { do: 'add_bookmark'; title: string; link: string }
  /** `under`: posts in the thread of this live message, wherever that is when the call is made. */
  | { do: 'post'; message: SlackMessage; entryId?: string; under?: LiveMessageName }
  /** `only: 'here'`: a person who has left the channel is not messaged elsewhere instead. */
  | { do: 'post_ephemeral'; to: string; message: SlackMessage; thread?: string; only?: 'here' }
  /**
   * `bookmark`: the title of the channel bookmark that is added for this message once it is posted.
   * `only: 'standing'`: the message is edited if it exists and not posted otherwise.
   */
  | { do: 'refresh'; liveMessage: LiveMessageName; entryId?: string; bookmark?: string; only?: 'standing' }
  | { do: 'react'; ts: string; name: string }
  | { do: 'unreact'; ts: string; name: string }
  /** Creates or rewrites the channel canvas with the post-mortem. `only: 'standing'`: does not create one. */
  | { do: 'canvas'; only?: 'standing' }
  /** Uploads the post-mortem as a file, in its current template unless `template` names another. */
  | { do: 'upload'; document: DocumentFormat; template?: string; comment: string }
  /**
   * Reads what a captured message still lacks: its text (if `text` is null) and the names of the people in it.
   * `entryId` is null if the message was only made a follow-up.
   */
  | {
      do: 'fetch_entry'
      entryId: string | null
      ts: string
      thread: string | null
      text: string | null
      authorId: string | null
      /** Ids to look up, besides those that are found in the message. */
      names?: string[]
    }
  /** Reads a page of a channel or thread to find missed events. */
  | ReadMessagesCall
  /** Copies a picture of at most `most` bytes, using the bot's token. */
  | { do: 'copy_picture'; pictureId: string; source: string; most: number }
  | { do: 'fetch_person'; id: string }
  /** Finds who in a user group, or among `people`, could look with fresh eyes, excluding `not`. */
  | { do: 'find_fresh_eyes'; briefId: string; group: string | null; people: string[]; not: string[] }
  /** Publishes a person's Home, rendered from what they may see when the call is made. */
  | { do: 'publish_home'; workspaceId: string; person: string }

/** The file formats of a post-mortem. */
export const documentFormats = ['md', 'html', 'json'] as const
export type DocumentFormat = (typeof documentFormats)[number]

/** One outbox call that a decision asks for. */
export interface Send {
  to: Target
  call: Call
  tell?: FailureRecipient
}

/** Who is told in a direct message when a call fails for good. */
export interface FailureRecipient {
  person: string
}

/** The id of the entry a call is about, if any. */
export const findCallEntryId = (call: Call): string | undefined =>
  'entryId' in call ? (call.entryId ?? undefined) : undefined

/**
 * The lane of a call. Calls in one lane reach Slack in the order they were decided; lanes are independent. Calls whose
 * order relative to the channel's messages does not matter (marks, look-ups) have their own lanes, so that neither
 * holds up the other.
 */
export function laneOf({ to, call }: Send, hasOwnLane: (liveMessage: LiveMessageName) => boolean): string {
  const place =
    'incident' in to ? `incident:${to.incident}` : 'channel' in to ? `channel:${to.channel}` : `person:${to.person}`
  const liveMessage = call.do === 'refresh' ? call.liveMessage : call.do === 'post' ? call.under : undefined
  if (liveMessage !== undefined && hasOwnLane(liveMessage)) return `${liveMessage}:${place}`
  if (call.do === 'react' || call.do === 'unreact') return `${place}:marks`
  if (call.do === 'fetch_entry' || call.do === 'fetch_person') return `${place}:fetch`
  if (call.do === 'read_messages') return `${place}:reading`
  if (call.do === 'find_fresh_eyes') return `${place}:fresh-eyes`
  // A file server that is down must not hold up reading the text of messages.
  if (call.do === 'copy_picture') return `${place}:pictures`
  // Slack allows few canvas calls a minute, and messages in the channel must not wait for them.
  if (call.do === 'canvas') return `${place}:canvas`
  if (call.do === 'publish_home') return `${place}:home`
  return place
}
