import { type Json, present } from '../json.ts'
import type { Conversation } from '../state/conversation.ts'
import type { StoredFile } from '../state/model.ts'
import type { World } from '../world.ts'

export function wireFile(file: StoredFile, world: World): Json {
  const url = `${world.origin}/files-pri/${world.app.teamId}-${file.id}/${encodeURIComponent(file.name)}`
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: file.name.split('.').at(-1) ?? 'binary',
    user: file.user,
    size: file.size,
    mode: 'hosted',
    is_external: false,
    is_public: file.shares.some((share) => world.conversations.get(share.channel)?.kind === 'public'),
    url_private: url,
    url_private_download: `${url}?download=1`,
    permalink: `https://${world.app.teamDomain}.slack.com/files/${file.user}/${file.id}/${file.name}`,
    channels: channelsOf(file, 'public', world),
    groups: channelsOf(file, 'private', world),
    ims: channelsOf(file, 'im', world),
  }
}

function channelsOf(file: StoredFile, kind: Conversation['kind'], world: World): string[] {
  const channels = file.shares.map((share) => share.channel)
  return [...new Set(channels)].filter((id) => world.conversations.get(id)?.kind === kind)
}

/** Where a file was shared. Only `files.info` returns this. */
export function wireShares(file: StoredFile, world: World): Json {
  const shares: Record<'public' | 'private', Record<string, Json[]>> = { public: {}, private: {} }
  for (const { channel, ts, threadTs } of file.shares) {
    const conversation = world.conversations.get(channel)
    const side = shares[conversation?.kind === 'public' ? 'public' : 'private']
    const share = { ts, thread_ts: threadTs, channel_name: conversation?.name, team_id: world.app.teamId }
    side[channel] = [...(side[channel] ?? []), present(share)]
  }
  return Object.fromEntries(Object.entries(shares).filter(([, side]) => Object.keys(side).length > 0))
}
