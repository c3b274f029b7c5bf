import type { WebClient } from '@slack/web-api'
import type { MessagePage, ReadMessagesCall } from '../../../core/outbox/read-messages.ts'
import { computePageLimit } from '../../../timeline/missed-events/walk.ts'
import { parseHistory } from '../../parse/history.ts'

/** One page of a channel, newest first, or of a thread, oldest first and with its parent in front. */
export async function readMessages(client: WebClient, channel: string, call: ReadMessagesCall): Promise<MessagePage> {
  const me = await client.auth.test()
  const { messages = [], response_metadata } = await readPage(client, channel, call)
  const read = messages.flatMap((message) => parseHistory(message, channel, me.user_id) ?? [])
  return { got: 'page', messages: read, next: response_metadata?.next_cursor || null }
}

async function readPage(client: WebClient, channel: string, call: ReadMessagesCall) {
  const page = { channel, limit: computePageLimit(call), ...(call.cursor && { cursor: call.cursor }) }
  if (call.thread !== null) return await client.conversations.replies({ ...page, ts: call.thread })
  return await client.conversations.history({ ...page, oldest: call.from, latest: call.to, inclusive: true })
}
