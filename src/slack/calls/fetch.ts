import { WebAPIPlatformError, type WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Call } from '../../delivery/call.ts'
import type { Profile, Result } from '../../delivery/outcome.ts'
import { Content, contentOf } from '../parse/common.ts'
import { mentionedPeople } from '../text.ts'
import { outcomeOf } from '../web.ts'

/** Bots may go by a name of their own, which Slack's types leave out. */
const Named = z.object({ username: z.string() })

type FetchEntry = Extract<Call, { do: 'fetch_entry' }>

/** What an entry lacks: the message's words where they are not known, and the names of the people in it. */
export async function fetchEntry(client: WebClient, channel: string, call: FetchEntry): Promise<Result> {
  const message = call.text === null ? await readMessage(client, channel, call) : undefined
  const text = call.text ?? message?.text ?? ''
  const authorId = call.authorId ?? message?.user ?? message?.bot_id ?? null
  const wanted = [...new Set([...(authorId ? [authorId] : []), ...mentionedPeople(text)])]
  const people: Profile[] = []
  for (const id of wanted) people.push(await profileOf(client, id))
  return {
    got: 'entry',
    text,
    authorId,
    authorName: Named.safeParse(message).data?.username ?? message?.bot_profile?.name ?? null,
    content: message ? contentOf(Content.parse(message)) : null,
    people,
  }
}

/**
 * Reads one message, wherever it stands. `conversations.history` at the `ts` of a thread reply answers with a
 * neighbour, so what comes back counts only when it is the very `ts` asked for.
 */
async function readMessage(client: WebClient, channel: string, { ts, thread }: FetchEntry) {
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
  // An entry of a message that is gone must not stand there empty: it is refused as Slack would refuse it.
  if (!there) throw new WebAPIPlatformError({ ok: false, error: 'message_not_found' })
  return there
}

export async function fetchPerson(client: WebClient, id: string): Promise<Result> {
  return { got: 'person', person: await profileOf(client, id) }
}

/** Who somebody is. Somebody Slack does not know (an app, a guest from elsewhere) goes by their id. */
async function profileOf(client: WebClient, id: string): Promise<Profile> {
  try {
    const { user } = await client.users.info({ user: id })
    const name =
      user?.profile?.display_name || user?.profile?.real_name || user?.real_name || user?.name || id
    return { id, name, zone: user?.tz ?? null, bot: user?.is_bot ?? false, gone: user?.deleted ?? false }
  } catch (error) {
    const outcome = outcomeOf(error)
    const unknown =
      outcome.kind === 'refused' && ['user_not_found', 'user_not_visible'].includes(outcome.error)
    if (!unknown) throw error
    return { id, name: id, zone: null, bot: true, gone: false }
  }
}
