import type { Json } from '../json.ts'

export interface User {
  id: string
  name: string
  realName: string
  tz: string
  isBot: boolean
  deleted: boolean
  /** From another workspace, behind a shared channel: apps are not shown who that is. */
  isForeign: boolean
  /** A bot writes under a bot id as well as its user id. */
  botId: string | undefined
}

export interface UserGroup {
  id: string
  handle: string
  users: string[]
}

export interface Reaction {
  name: string
  users: string[]
}

export interface Author {
  user: string | undefined
  botId?: string | undefined
  appId?: string | undefined
  username?: string | undefined
}

export interface Message {
  channel: string
  ts: string
  subtype: string | undefined
  author: Author
  text: string
  blocks: Json[] | undefined
  attachments: Json[] | undefined
  metadata: Json | undefined
  threadTs: string | undefined
  /** The timestamps of a parent's replies, oldest first. */
  replies: string[]
  edited: { user: string; ts: string } | undefined
  reactions: Reaction[]
  files: string[]
  /** Fields only this subtype has, such as `topic` or `old_name`. */
  extra: Json
  /** Whom it notified when it was posted. An edit notifies nobody. */
  pinged: string[]
}

export interface Purpose {
  value: string
  creator: string
  last_set: number
}

export interface Bookmark {
  id: string
  title: string
  link: string
  emoji: string
  created: number
  updated: number
  updatedBy: string
}

export interface Pin {
  ts: string
  by: string
  created: number
}

export interface StoredFile {
  id: string
  name: string
  title: string
  mimetype: string
  user: string
  created: number
  content: Buffer
  /** What Slack says its size is; the content's, unless a test has Slack lie. */
  size: number
  shares: { channel: string; ts: string; threadTs: string | undefined }[]
}

/** What only one person sees; Slack keeps none of it, so no API method can find it again. */
export interface Ephemeral {
  ts: string
  channel: string
  to: string
  text: string
  blocks: Json[] | undefined
  threadTs: string | undefined
  pinged: string[]
}
