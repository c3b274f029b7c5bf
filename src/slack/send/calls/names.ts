import type { WebClient } from '@slack/web-api'
import type { Label, Profile } from '../../../core/outbox/outcome.ts'
import { refusalOf } from '../web-client.ts'

/** Slack's errors for a person, channel or group that does not exist or that the app may not see. */
const notFoundErrors = {
  person: ['user_not_found', 'user_not_visible'],
  channel: ['channel_not_found', 'method_not_supported_for_channel_type'],
}

/** A person's profile. Somebody Slack does not show us (an app, a guest from elsewhere) goes by their id. */
export async function fetchProfile(client: WebClient, id: string): Promise<Profile> {
  try {
    const { user } = await client.users.info({ user: id })
    const name = user?.profile?.display_name || user?.profile?.real_name || user?.real_name || user?.name || id
    return { id, name, zone: user?.tz ?? null, bot: user?.is_bot ?? false, gone: user?.deleted ?? false }
  } catch (error) {
    if (!isRefusedWith(error, notFoundErrors.person)) throw error
    return { id, name: id, zone: null, bot: true, gone: false }
  }
}

/** The names of channels and user groups. Without the scope they are left out for now. */
export async function labelsOf(client: WebClient, ids: readonly string[]): Promise<Label[]> {
  const channels: Label[] = []
  for (const id of ids.filter((one) => !one.startsWith('S')))
    channels.push(...(await unlessForbidden(() => channelLabel(client, id))))
  const groups = ids.filter((id) => id.startsWith('S'))
  if (groups.length === 0) return channels
  return [...channels, ...(await unlessForbidden(() => groupLabels(client, groups)))]
}

async function channelLabel(client: WebClient, id: string): Promise<Label[]> {
  try {
    const { channel } = await client.conversations.info({ channel: id })
    return [{ id, name: channel?.name || 'direct-message' }]
  } catch (error) {
    if (!isRefusedWith(error, notFoundErrors.channel)) throw error
    // As in Slack itself, which shows no more about a channel one is not in.
    return [{ id, name: 'private-channel' }]
  }
}

async function groupLabels(client: WebClient, ids: readonly string[]): Promise<Label[]> {
  const { usergroups = [] } = await client.usergroups.list({ include_disabled: true })
  const handles = new Map(usergroups.map(({ id, handle }) => [id, handle]))
  return ids.map((id) => ({ id, name: handles.get(id) || 'unknown-group' }))
}

/** Names matter less than the text around them, which must not wait until an admin adds the scope. */
async function unlessForbidden(look: () => Promise<Label[]>): Promise<Label[]> {
  try {
    return await look()
  } catch (error) {
    if (!isRefusedWith(error, ['missing_scope'])) throw error
    return []
  }
}

const isRefusedWith = (error: unknown, codes: readonly string[]): boolean => codes.includes(refusalOf(error) ?? '')
