import type { Json } from '../json.ts'

export interface User {
  id: string
  name: string
  realName: string
  tz: string
  isBot: boolean
  deleted: boolean
  /** A person from another workspace in a shared channel. Slack hides their profile from apps. */
  isForeign: boolean
  /** A bot posts with a bot id in addition to its user id. */
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
  /** Fields that only this subtype has, such as `topic` or `old_name`. */
  extra: Json
  /** Who was notified when it was posted. An edit notifies nobody. */
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
  /** The size Slack reports: that of the content, unless a test makes Slack lie. */
  size: number
  shares: { channel: string; ts: string; threadTs: string | undefined }[]
}

/** An ephemeral message. Slack does not store it, so no API method can find it again. */
export interface Ephemeral {
  ts: string
  channel: string
  to: string
  text: string
  blocks: Json[] | undefined
  threadTs: string | undefined
  pinged: string[]
}
