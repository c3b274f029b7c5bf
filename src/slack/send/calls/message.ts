import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Call } from '../../../core/outbox/call.ts'
import type { CallResult } from '../../../core/outbox/outcome.ts'
import type { PreparedCall } from '../../../core/outbox/sender.ts'
import type { SlackMessage } from '../../../messages/blocks.ts'
import { formatTs, parseTs } from '../../../messages/mrkdwn.ts'
import { refusalOf } from '../web-client.ts'

type PostedMessageResult = Extract<CallResult, { got: 'message' }>

const eventType = 'fresheyes_delivery'
const CallMetadata = z.object({ event_type: z.literal(eventType), event_payload: z.object({ key: z.string() }) })
type CallMetadata = z.infer<typeof CallMetadata>

/** Metadata is readable across the workspace, so it contains only a key that means nothing to others. */
const makeCallMetadata = (key: string): CallMetadata => ({ event_type: eventType, event_payload: { key } })

const toMessageArguments = ({ text, blocks }: SlackMessage) => ({
  text,
  blocks,
  unfurl_links: false,
  unfurl_media: false,
})

export async function postMessage(
  client: WebClient,
  channel: string,
  message: SlackMessage,
  { key, thread }: { key: string; thread?: bigint | undefined },
): Promise<CallResult> {
  const under = thread === undefined ? {} : { thread_ts: formatTs(thread) }
  const posted = await client.chat.postMessage({
    channel,
    ...toMessageArguments(message),
    ...under,
    metadata: makeCallMetadata(key),
  })
  return {
    got: 'message',
    channelId: posted.channel ?? channel,
    ts: parseTs(posted.ts ?? '') ?? 0n,
    created: true,
  }
}

/** Edits the live message in place. If it does not exist, or no longer does, it is posted. */
export async function refreshLiveMessage(
  client: WebClient,
  channel: string,
  { only }: Extract<Call, { do: 'refresh' }>,
  { liveMessage, key }: PreparedCall,
): Promise<CallResult> {
  if (!liveMessage) throw new Error('no rendered message to refresh')
  const { message, standsAt } = liveMessage
  const absent = async (): Promise<CallResult> =>
    only === 'standing' ? { got: 'nothing' } : await postMessage(client, channel, message, { key })
  if (!standsAt) return await absent()
  const { channelId, ts } = standsAt
  const update = { channel: channelId, ts: formatTs(ts), text: message.text, blocks: message.blocks }
  try {
    await client.chat.update({ ...update, metadata: makeCallMetadata(key) })
  } catch (error) {
    if (refusalOf(error) !== 'message_not_found') throw error
    return await absent()
  }
  return { got: 'message', channelId, ts, created: false }
}

/** Posts an ephemeral message to a person in the channel. A person who is not in it gets a direct message. */
export async function postEphemeral(
  client: WebClient,
  channel: string,
  call: Extract<Call, { do: 'post_ephemeral' }>,
): Promise<CallResult> {
  const shown = toMessageArguments(call.message)
  try {
    if (channel === call.to) throw new Error('no channel for an ephemeral message')
    const thread = call.thread ? { thread_ts: call.thread } : {}
    await client.chat.postEphemeral({
      channel,
      user: call.to,
      text: shown.text,
      blocks: shown.blocks,
      ...thread,
    })
  } catch (error) {
    if (channel !== call.to && !isRecipientUnreachable(error)) throw error
    if (call.only === 'here') return { got: 'nothing' }
    await client.chat.postMessage({ channel: call.to, ...shown })
  }
  return { got: 'nothing' }
}

const isRecipientUnreachable = (error: unknown): boolean =>
  ['user_not_in_channel', 'not_in_channel', 'channel_not_found', 'is_archived'].includes(refusalOf(error) ?? '')

/**
 * Finds the message that an interrupted refresh edited or, if the old one was gone, posted. Either carries the call's
 * key.
 */
export async function lookUpLiveMessage(
  client: WebClient,
  channel: string,
  ready: PreparedCall,
): Promise<CallResult | undefined> {
  const found = await findPost(client, channel, ready)
  return found && { ...found, created: found.ts !== ready.liveMessage?.standsAt?.ts }
}

/** Finds a post by its key among the messages since the attempt, in the channel or in one of its threads. */
export async function findPost(
  client: WebClient,
  place: string,
  { key, attemptedAt }: PreparedCall,
  thread?: bigint,
): Promise<PostedMessageResult | undefined> {
  const channel = await conversationOf(client, place)
  // Allows for a difference between Slack's clock and ours.
  const oldest = String(attemptedAt.getTime() / 1000 - 60)
  let cursor: string | undefined
  do {
    const range = { channel, oldest, limit: 200, include_all_metadata: true, ...(cursor && { cursor }) }
    const page =
      thread === undefined
        ? await client.conversations.history(range)
        : await client.conversations.replies({ ...range, ts: formatTs(thread) })
    const found = page.messages?.find((message) => readCallKey(message.metadata) === key)
    const ts = found && parseTs(found.ts ?? '')
    if (ts) return { got: 'message', channelId: channel, ts, created: true }
    cursor = page.response_metadata?.next_cursor || undefined
  } while (cursor)
  return undefined
}

/** A direct message can be posted to a user id, but read only by its channel id. */
async function conversationOf(client: WebClient, place: string): Promise<string> {
  if (!/^[UW]/.test(place)) return place
  const { channel } = await client.conversations.open({ users: place })
  return channel?.id ?? place
}

const readCallKey = (metadata: unknown): string | undefined => CallMetadata.safeParse(metadata).data?.event_payload.key
