import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type {
  BotJoined,
  ChannelRenamed,
  CommandInvoked,
  HomeOpened,
  Input,
  MemberJoined,
  MemberLeft,
  MessageDeleted,
  MessageEdited,
  MessagePosted,
  ReactionChanged,
} from '../../core/input.ts'
import type { SeenMessage } from '../../core/record/model.ts'
import { splitCommandWords } from './command.ts'
import { Content, readAttachments, readMessageMarkup, SlackTs } from './common.ts'

const Envelope = z.object({
  type: z.literal('event_callback'),
  team_id: z.string(),
  api_app_id: z.string(),
  authorizations: z.array(z.object({ user_id: z.string().nullish() })).nullish(),
  event: z.looseObject({ type: z.string(), subtype: z.string().nullish() }),
})

/** The bot's identity in this workspace, from the envelope: enough to recognize its own messages and reactions. */
interface Self {
  appId: string
  userId: string | undefined
  workspaceId: string
}

/** Parses an event. Undefined if we do not handle it or it does not parse. */
export function parseEvent(body: unknown): Input | undefined {
  const envelope = Envelope.safeParse(body)
  if (!envelope.success) return undefined
  const { event, team_id: workspaceId, api_app_id: appId, authorizations } = envelope.data
  const self: Self = { appId, workspaceId, userId: authorizations?.[0]?.user_id ?? undefined }
  if (event.type === 'reaction_added' || event.type === 'reaction_removed') return parseReaction(event, self)
  if (event.type === 'member_joined_channel') return parseMemberJoined(event, self)
  if (event.type === 'member_left_channel') return parseMemberLeft(event, self)
  if (event.type === 'channel_rename' || event.type === 'group_rename') return parseChannelRename(event, self)
  if (event.type === 'app_home_opened') return parseHomeOpened(event, self)
  if (event.type === 'app_mention') return parseAppMention(event, self)
  if (event.type !== 'message') return undefined
  if (event.subtype === 'message_changed') return parseMessageChange(event, self)
  if (event.subtype === 'message_deleted') return parseMessageDeleted(event, self)
  return parsePostedMessage(event, self)
}

const ReactionPayload = z.object({
  type: z.string(),
  user: z.string(),
  reaction: z.string(),
  item: z.object({ type: z.literal('message'), channel: z.string(), ts: SlackTs }),
  event_ts: SlackTs,
})

function parseReaction(event: unknown, self: Self): ReactionChanged | undefined {
  const { data } = ReactionPayload.safeParse(event)
  if (!data || data.user === self.userId) return undefined
  return {
    type: 'reactionChanged',
    workspaceId: self.workspaceId,
    by: { id: data.user },
    name: data.reaction,
    present: data.type === 'reaction_added',
    channelId: data.item.channel,
    messageTs: data.item.ts,
    eventTs: data.event_ts,
  }
}

const MembershipPayload = z.object({ user: z.string(), channel: z.string() })

function parseMemberJoined(event: unknown, self: Self): MemberJoined | BotJoined | undefined {
  const { data } = MembershipPayload.safeParse(event)
  if (!data) return undefined
  const { workspaceId } = self
  if (data.user === self.userId) return { type: 'botJoined', workspaceId, channelId: data.channel }
  return { type: 'memberJoined', workspaceId, by: { id: data.user }, channelId: data.channel }
}

function parseMemberLeft(event: unknown, self: Self): MemberLeft | undefined {
  const { data } = MembershipPayload.safeParse(event)
  if (!data || data.user === self.userId) return undefined
  return { type: 'memberLeft', workspaceId: self.workspaceId, by: { id: data.user }, channelId: data.channel }
}

const ChannelRenamePayload = z.object({ channel: z.object({ id: z.string(), name: z.string() }) })

function parseChannelRename(event: unknown, { workspaceId }: Self): ChannelRenamed | undefined {
  const { data } = ChannelRenamePayload.safeParse(event)
  return data && { type: 'channelRenamed', workspaceId, channelId: data.channel.id, name: data.channel.name }
}

const HomeOpenedPayload = z.object({ user: z.string(), tab: z.literal('home') })

function parseHomeOpened(event: unknown, { workspaceId }: Self): HomeOpened | undefined {
  const { data } = HomeOpenedPayload.safeParse(event)
  return data && { type: 'homeOpened', workspaceId, by: { id: data.user } }
}

const AppMentionPayload = z.object({
  user: z.string(),
  text: z.string(),
  ts: SlackTs,
  thread_ts: SlackTs.nullish(),
  channel: z.string(),
  edited: z.unknown().optional(),
})

function parseAppMention(event: unknown, self: Self): CommandInvoked | undefined {
  const { data } = AppMentionPayload.safeParse(event)
  // Only a message that begins with the mention addresses the bot; elsewhere it is talked about.
  const words = extractWordsAfterMention(self, data?.text ?? '')
  if (!data || words === undefined || data.edited) return undefined
  return {
    type: 'commandInvoked',
    workspaceId: self.workspaceId,
    by: { id: data.user },
    channelId: data.channel,
    ...(words.trim() ? splitCommandWords(words) : { word: 'help', rest: '' }),
    via: 'mention',
    thread: data.thread_ts ?? data.ts,
    once: `mention:${data.channel}:${data.ts}`,
  }
}

/** The text after the bot's mention, if the message begins with it. */
function extractWordsAfterMention(self: Self, text: string): string | undefined {
  const [, userId, words = ''] = /^\s*<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>(.*)$/s.exec(text) ?? []
  return userId && userId === self.userId ? words : undefined
}

export const MessagePayload = Content.extend({
  subtype: z.string().nullish(),
  user: z.string().nullish(),
  bot_id: z.string().nullish(),
  app_id: z.string().nullish(),
  username: z.string().nullish(),
  bot_profile: z.object({ name: z.string().nullish(), app_id: z.string().nullish() }).nullish(),
  text: z.string().nullish(),
  ts: SlackTs,
  thread_ts: SlackTs.nullish(),
  channel: z.string().nullish(),
})
export type MessagePayload = z.infer<typeof MessagePayload>

/** Messages that Slack itself posts in a channel, as opposed to what people and apps post. */
export const systemSubtypePattern =
  /^(channel|group)_|^(bot_add|bot_remove|reminder_add|tombstone|pinned_item|message_replied)$/

function parsePostedMessage(event: unknown, self: Self): MessagePosted | undefined {
  const { data } = MessagePayload.safeParse(event)
  if (!data?.channel || isOwnMessage(data, self) || systemSubtypePattern.test(data.subtype ?? '')) return undefined
  return {
    type: 'messagePosted',
    workspaceId: self.workspaceId,
    message: toSeenMessage(data, data.channel, self),
  }
}

export const isOwnMessage = ({ app_id, bot_profile, user }: MessagePayload, self: Self): boolean =>
  app_id === self.appId || bot_profile?.app_id === self.appId || (Boolean(user) && user === self.userId)

export function toSeenMessage(message: MessagePayload, channelId: string, self: Self): SeenMessage {
  const { ts, thread_ts, user, bot_id, username, bot_profile } = message
  const text = readMessageMarkup(message)
  const botName = username ?? bot_profile?.name
  return {
    channelId,
    ts,
    threadTs: thread_ts && thread_ts !== ts ? thread_ts : null,
    authorId: user ?? bot_id ?? null,
    authorName: bot_id ? (botName ?? null) : null,
    text,
    content: readAttachments(message),
    editedTs: null,
    isTalk: !bot_id && Boolean(user) && extractWordsAfterMention(self, text) === undefined,
  }
}

const EditedMessagePayload = MessagePayload.extend({
  edited: z.object({ user: z.string().nullish(), ts: SlackTs }).nullish(),
})
const MessageChangePayload = z.object({
  channel: z.string(),
  event_ts: SlackTs,
  message: EditedMessagePayload,
  previous_message: EditedMessagePayload.nullish().catch(null),
})

function parseMessageChange(event: unknown, self: Self): MessageEdited | MessageDeleted | undefined {
  const { data } = MessageChangePayload.safeParse(event)
  // The remains of a deleted message that has replies.
  if (data?.message.subtype === 'tombstone')
    return {
      type: 'messageDeleted',
      workspaceId: self.workspaceId,
      channelId: data.channel,
      ts: data.message.ts,
    }
  if (!data || isOwnMessage(data.message, self)) return undefined
  const { message, previous_message: before, channel, event_ts: changedTs } = data
  if (before && isDeepStrictEqual(extractComparableContent(message), extractComparableContent(before))) return undefined
  const { user, ts: editedTs = null } = message.edited ?? {}
  return {
    type: 'messageEdited',
    workspaceId: self.workspaceId,
    channelId: channel,
    message: { ...toSeenMessage(message, channel, self), editedTs },
    changedTs,
    by: user ? { id: user } : null,
  }
}

/**
 * What must differ for a change to count. Slack also sends one, with nothing changed, for every new reply in a thread.
 */
const extractComparableContent = (message: z.infer<typeof EditedMessagePayload>) => ({
  text: readMessageMarkup(message),
  content: readAttachments(message),
  editedTs: message.edited?.ts,
})

const MessageDeletedPayload = z.object({ channel: z.string(), deleted_ts: SlackTs })

function parseMessageDeleted(event: unknown, self: Self): MessageDeleted | undefined {
  const { data } = MessageDeletedPayload.safeParse(event)
  return (
    data && {
      type: 'messageDeleted',
      workspaceId: self.workspaceId,
      channelId: data.channel,
      ts: data.deleted_ts,
    }
  )
}
