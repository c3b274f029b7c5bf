import { z } from 'zod'
import type { ReadMessage } from '../../core/outbox/read-messages.ts'
import { SlackTs } from './common.ts'
import { isOwnMessage, MessagePayload, systemSubtypePattern, toSeenMessage } from './event.ts'

const HistoryMessage = MessagePayload.extend({
  edited: z.object({ user: z.string().nullish(), ts: SlackTs }).nullish(),
  reactions: z.array(z.object({ name: z.string(), users: z.array(z.string()), count: z.number().nullish() })).nullish(),
  reply_count: z.number().nullish(),
  latest_reply: SlackTs.nullish().catch(null),
})

/** Parses a message from the channel history; undefined if it does not parse. `userId` is the bot's own. */
export function parseHistory(shown: unknown, channelId: string, userId: string | undefined): ReadMessage | undefined {
  const { data } = HistoryMessage.safeParse(shown)
  if (!data) return undefined
  // History names neither workspace nor app, so the bot recognizes itself by its user id.
  const self = { appId: '', workspaceId: '', userId }
  const isGone = data.subtype === 'tombstone'
  return {
    message: { ...toSeenMessage(data, channelId, self), editedTs: data.edited?.ts ?? null },
    isSaid: !isGone && !isOwnMessage(data, self) && !systemSubtypePattern.test(data.subtype ?? ''),
    isGone,
    editedBy: data.edited?.user ?? null,
    reactions: (data.reactions ?? []).map(({ name, users, count }) => ({
      name,
      users,
      count: count ?? users.length,
    })),
    replies: data.reply_count ?? 0,
    latestReply: data.latest_reply ?? null,
  }
}
