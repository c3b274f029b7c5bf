import type { WebClient } from '@slack/web-api'
import type { Call } from '../../../core/outbox/call.ts'
import type { CallResult } from '../../../core/outbox/outcome.ts'
import { fetchProfile } from './names.ts'

type FindCandidatesCall = Extract<Call, { do: 'find_fresh_eyes' }>

/** How many profiles one call looks up, within what Slack allows a minute. */
const profilesAtOnce = 30

/** Who of a group, or of those named, is not in the incident's channel now. Whoever is named alone is looked up anyway. */
export async function fetchFreshEyesCandidates(
  client: WebClient,
  channel: string | null,
  call: FindCandidatesCall,
): Promise<CallResult> {
  const listed = call.group ? await membersOf(client, call.group) : call.people
  const inside = channel ? await insideOf(client, channel) : new Set<string>()
  const out = new Set([...inside, ...call.not])
  const wanted = listed.length === 1 ? listed : listed.filter((id) => !out.has(id))
  const people = []
  for (const id of wanted.slice(0, profilesAtOnce)) people.push(await fetchProfile(client, id))
  return { got: 'candidates', people, inside: listed.filter((id) => inside.has(id)) }
}

async function membersOf(client: WebClient, usergroup: string): Promise<string[]> {
  const { users = [] } = await client.usergroups.users.list({ usergroup })
  return users
}

async function insideOf(client: WebClient, channel: string): Promise<Set<string>> {
  const inside = new Set<string>()
  let cursor: string | undefined
  do {
    const page = await client.conversations.members({ channel, limit: 1000, ...(cursor && { cursor }) })
    for (const id of page.members ?? []) inside.add(id)
    cursor = page.response_metadata?.next_cursor || undefined
  } while (cursor)
  return inside
}
