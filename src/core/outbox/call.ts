import type { SlackMessage } from '../../messages/blocks.ts'
import type { ReadMessagesCall } from '../../timeline/missed-events/model.ts'

/** Where a call goes: the incident's channel (whatever its id turns out to be), a channel, or a person. */
export type Target = { incident: string } | { channel: string } | { person: string }

/** A message edited in place, rendered from what is stored when it is sent. */
export type LiveMessageName =
  | 'opening'
  | 'announcement'
  | 'ledger'
  | `challenge:${number}`
  | `reminder:${string}:${number}`
  /** A brief as whoever asked for it sees it, as its recipient does, and the question to a commander. */
  | `brief:${string}`
  | `fresh-eyes:${string}`
  | `consent:${string}`

/** What Slack is to be told or asked. Ids of ours that its answer is needed for travel with it. */
export type Call =
  /** `entryId`: the entry that the channel's first message stands for. */
  | { do: 'create_channel'; name: string; isPrivate: boolean; entryId: string }
  /** Comes into a channel that was there before. */
  | { do: 'join_channel'; entryId: string }
  | { do: 'rename_channel'; name: string }
  | { do: 'invite'; people: string[] }
  | { do: 'set_topic' }
  | { do: 'add_bookmark'; title: string; link: string }
  /** `under`: in the thread of this live message, wherever it stands when this is sent. */
  | { do: 'post'; message: SlackMessage; entryId?: string; under?: LiveMessageName }
  /** `only` here: whoever has left the channel is not written to elsewhere. */
  | { do: 'post_ephemeral'; to: string; message: SlackMessage; thread?: string; only?: 'here' }
  /**
   * `bookmark`: the title under which the channel bookmarks this message once it stands. `only` standing: where it
   * does not stand (any more) it is not posted.
   */
  | { do: 'refresh'; liveMessage: LiveMessageName; entryId?: string; bookmark?: string; only?: 'standing' }
  | { do: 'react'; ts: string; name: string }
  | { do: 'unreact'; ts: string; name: string }
  /** The post-mortem as a canvas of the channel, made or written anew. `only` standing: none is made. */
  | { do: 'canvas'; only?: 'standing' }
  /** The post-mortem as a file, in the form it has by then unless another is named. */
  | { do: 'upload'; document: DocumentFormat; template?: string; comment: string }
  /**
   * Reads what a captured message still lacks: its text (where `text` is null), and the names of those in it. The
   * entry is null where the message is a follow-up only.
   */
  | {
      do: 'fetch_entry'
      entryId: string | null
      ts: string
      thread: string | null
      text: string | null
      authorId: string | null
      /** Ids whose names are wanted; what is read names more. */
      names?: string[]
    }
  /** Reads a page of a channel or thread, to find what was missed. */
  | ReadMessagesCall
  /** Copies a picture of at most so many bytes, with the bot's token. */
  | { do: 'copy_picture'; pictureId: string; source: string; most: number }
  | { do: 'fetch_person'; id: string }
  /** Who of a user group, or of these people, could look with fresh eyes; none of `not`. */
  | { do: 'find_fresh_eyes'; briefId: string; group: string | null; people: string[]; not: string[] }
  /** Somebody's Home, rendered from what they may see when it is sent. */
  | { do: 'publish_home'; workspaceId: string; person: string }

/** As what a post-mortem can be had as a file. */
export const documentFormats = ['md', 'html', 'json'] as const
export type DocumentFormat = (typeof documentFormats)[number]

/** One call that a decision asks for. */
export interface Send {
  to: Target
  call: Call
  tell?: FailureRecipient
}

/** Who is told, in a direct message, when a call fails for good. */
export interface FailureRecipient {
  person: string
}

/** The entry that a call is about. */
export const findCallEntryId = (call: Call): string | undefined =>
  'entryId' in call ? (call.entryId ?? undefined) : undefined

/**
 * Calls in one lane reach Slack in the order they were decided; lanes go side by side. What need not keep the
 * order of the channel (marks on messages, look-ups) has a lane of its own, so that neither holds up the other.
 */
export function laneOf({ to, call }: Send): string {
  const place =
    'incident' in to ? `incident:${to.incident}` : 'channel' in to ? `channel:${to.channel}` : `person:${to.person}`
  const liveMessage = call.do === 'refresh' ? call.liveMessage : call.do === 'post' ? call.under : undefined
  if (liveMessage === 'announcement') return `announcement:${place}`
  if (call.do === 'react' || call.do === 'unreact') return `${place}:marks`
  if (call.do === 'fetch_entry' || call.do === 'fetch_person') return `${place}:fetch`
  if (call.do === 'read_messages') return `${place}:reading`
  if (call.do === 'find_fresh_eyes') return `${place}:fresh-eyes`
  // A file server that is down must not keep the words of messages from being read.
  if (call.do === 'copy_picture') return `${place}:pictures`
  // Slack takes few of them a minute, and what is said in the channel waits for none of them.
  if (call.do === 'canvas') return `${place}:canvas`
  if (call.do === 'publish_home') return `${place}:home`
  return place
}
