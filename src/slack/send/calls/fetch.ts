import { WebAPIPlatformError, type WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Call } from '../../../core/outbox/call.ts'
import type { CallResult, Profile } from '../../../core/outbox/outcome.ts'
import { parseTs } from '../../../messages/mrkdwn.ts'
import { findUnlabelledMentions } from '../../../timeline/capture/message-text.ts'
import { Content, readAttachments, readMessageMarkup } from '../../parse/common.ts'
import { fetchProfile, labelsOf } from './names.ts'

/** A bot may post under a username of its own, which Slack's types omit. */
const BotUsername = z.object({ username: z.string() })

/** How many names one call looks up: a message that mentions hundreds must not exceed Slack's rate limit. */
const maxNamesPerCall = 30

type FetchEntryCall = Extract<Call, { do: 'fetch_entry' }>

/** Fetches what a captured message lacks: its text if unknown, and the names of the people in it. */
export async function fetchEntry(client: WebClient, channel: string, call: FetchEntryCall): Promise<CallResult> {
  const message = call.text === null ? await readMessage(client, channel, call) : undefined
  const content = message ? readAttachments(Content.parse(message)) : null
  const text = call.text ?? (message ? readMessageMarkup({ ...Content.parse(message), text: message.text }) : '')
  const authorId = call.authorId ?? message?.user ?? message?.bot_id ?? null
  const named = content || !call.names ? findUnlabelledMentions({ text, content: content ?? [] }) : call.names
  const ids = [...new Set([...(message && authorId ? [authorId] : []), ...named])]
  const now = ids.slice(0, maxNamesPerCall)
  const people: Profile[] = []
  for (const id of now.filter(isPerson)) people.push(await fetchProfile(client, id))
  return {
    got: 'entry',
    text,
    authorId,
    authorName: BotUsername.safeParse(message).data?.username ?? message?.bot_profile?.name ?? null,
    threadTs: threadOf(message, call),
    content,
    people,
    labels: await labelsOf(
      client,
      now.filter((id) => !isPerson(id)),
    ),
    left: ids.slice(maxNamesPerCall),
  }
}

/** Bots have ids like those of people. */
const isPerson = (id: string): boolean => /^[UWB]/.test(id)

function threadOf(message: { thread_ts?: string } | undefined, { ts, thread }: FetchEntryCall): bigint | null {
  const parent = message?.thread_ts ?? thread
  return (parent && parent !== ts && parseTs(parent)) || null
}

/**
 * Reads one message, in the channel or in a thread. At the `ts` of a thread reply `conversations.history` returns a
 * neighbour, so the result counts only if its `ts` is the one asked for.
 */
async function readMessage(client: WebClient, channel: string, { ts, thread }: FetchEntryCall) {
  const replies = await client.conversations.replies({
    channel,
    ts: thread ?? ts,
    oldest: ts,
    latest: ts,
    inclusive: true,
    limit: 200,
  })
  const found = replies.messages?.find((message) => message.ts === ts)
  if (found) return found
  const { messages } = await client.conversations.history({ channel, latest: ts, inclusive: true, limit: 1 })
  const there = messages?.find((message) => message.ts === ts)
  // An entry for a deleted message must not stay empty, so it is refused as Slack would refuse it.
  if (!there) throw new WebAPIPlatformError({ ok: false, error: 'message_not_found' })
  return there
}

export async function fetchPerson(client: WebClient, id: string): Promise<CallResult> {
  return { got: 'person', person: await fetchProfile(client, id) }
}
