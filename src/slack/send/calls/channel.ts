import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Call } from '../../../core/outbox/call.ts'
import type { CallResult } from '../../../core/outbox/outcome.ts'
import type { PreparedCall } from '../../../core/outbox/sender.ts'
import { refusalOf } from '../web-client.ts'

type Create = Extract<Call, { do: 'create_channel' }>

const namesFor = (name: string): string[] => [name, ...Array.from({ length: 19 }, (_, index) => `${name}-${index + 2}`)]

/**
 * Creates the channel under its name or the next free one: `inc-12-slow`, `inc-12-slow-2`, … Throws if all are taken.
 */
export async function createChannel(client: WebClient, { name, isPrivate }: Create): Promise<CallResult> {
  let taken: unknown
  for (const candidate of namesFor(name)) {
    try {
      const { channel } = await client.conversations.create({ name: candidate, is_private: isPrivate })
      return { got: 'channel', id: channel?.id ?? '', name: channel?.name ?? candidate }
    } catch (error) {
      if (refusalOf(error) !== 'name_taken') throw error
      taken = error
    }
  }
  throw taken
}

/**
 * Finds the channel we may have created before the answer was lost. The bot is a member of every channel it creates.
 */
export async function findCreatedChannel(
  client: WebClient,
  { name }: Create,
  { attemptedAt }: PreparedCall,
): Promise<CallResult | undefined> {
  const names = new Set(namesFor(name))
  const { user_id: self } = await client.auth.test()
  let cursor: string | undefined
  do {
    const page = await client.users.conversations({
      types: 'public_channel,private_channel',
      limit: 200,
      exclude_archived: true,
      ...(cursor && { cursor }),
    })
    for (const { id, name: channelName, creator, created } of page.channels ?? []) {
      const recent = (created ?? 0) * 1000 >= attemptedAt.getTime() - 60_000
      if (id && channelName && names.has(channelName) && creator === self && recent)
        return { got: 'channel', id, name: channelName }
    }
    cursor = page.response_metadata?.next_cursor || undefined
  } while (cursor)
  return undefined
}

/** Joins a public channel. A private one cannot be joined: people add the bot, and then it is a member already. */
export async function joinConversation(client: WebClient, channel: string): Promise<CallResult> {
  try {
    const { channel: joined } = await client.conversations.join({ channel })
    return { got: 'channel', id: channel, name: joined?.name ?? '' }
  } catch (error) {
    if (refusalOf(error) !== 'method_not_supported_for_channel_type') throw error
    const { channel: existing } = await client.conversations.info({ channel })
    return { got: 'channel', id: channel, name: existing?.name ?? '' }
  }
}

const NotInvited = z.object({ user: z.string().nullish(), error: z.string().nullish() })
type NotInvited = z.infer<typeof NotInvited>
/** The client has no type for what else an error of Slack says. */
const PartlyInvited = z.object({ data: z.object({ errors: z.array(NotInvited).nullish() }) })

/**
 * Invites everybody who can be invited. The result leaves out the others, who must not count as being in the channel.
 */
export async function invitePeople(client: WebClient, channel: string, people: string[]): Promise<CallResult> {
  const invitation = { channel, users: people.join(','), force: true }
  try {
    const { errors } = await client.conversations.invite(invitation)
    return { got: 'invited', people: withoutRefused(people, errors ?? []) }
  } catch (error) {
    if (refusalOf(error) !== 'already_in_channel') throw error
    return { got: 'invited', people: withoutRefused(people, PartlyInvited.safeParse(error).data?.data.errors ?? []) }
  }
}

function withoutRefused(people: readonly string[], errors: readonly NotInvited[]): string[] {
  const out = errors.filter(({ error }) => error !== 'already_in_channel').map(({ user }) => user)
  return people.filter((id) => !out.includes(id))
}
