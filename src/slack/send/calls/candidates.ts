import type { WebClient } from '@slack/web-api'
import type { Call } from '../../../core/outbox/call.ts'
import type { CallResult } from '../../../core/outbox/outcome.ts'
import { fetchProfile } from './names.ts'

type FindCandidatesCall = Extract<Call, { do: 'find_fresh_eyes' }>

/** How many profiles one call looks up, to stay within Slack's rate limit. */
const maxProfilesPerCall = 30

/**
 * The members of the group, or the people named, who are not in the incident channel now. A single person is looked up
 * even if they are.
 */
export async function fetchFreshEyesCandidates(
  client: WebClient,
  channel: string | null,
  call: FindCandidatesCall,
): Promise<CallResult> {
  const listed = call.group ? await membersOf(client, call.group) : call.people
  const inside = channel ? await listChannelMemberIds(client, channel) : new Set<string>()
  const out = new Set([...inside, ...call.not])
  const wanted = listed.length === 1 ? listed : listed.filter((id) => !out.has(id))
  const people = []
  for (const id of wanted.slice(0, maxProfilesPerCall)) people.push(await fetchProfile(client, id))
  return { got: 'candidates', people, inside: listed.filter((id) => inside.has(id)) }
}

async function membersOf(client: WebClient, usergroup: string): Promise<string[]> {
  const { users = [] } = await client.usergroups.users.list({ usergroup })
  return users
}

async function listChannelMemberIds(client: WebClient, channel: string): Promise<Set<string>> {
  const inside = new Set<string>()
  let cursor: string | undefined
  do {
    const page = await client.conversations.members({ channel, limit: 1000, ...(cursor && { cursor }) })
    for (const id of page.members ?? []) inside.add(id)
    cursor = page.response_metadata?.next_cursor || undefined
  } while (cursor)
  return inside
}
