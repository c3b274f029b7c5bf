import type { Json } from '../json.ts'
import type { Conversation } from '../state/conversation.ts'
import type { World } from '../world.ts'

/** The events of private channels are named `group_…`, not `channel_…`. */
export function announceChannel(
  conversation: Conversation,
  what: 'archive' | 'unarchive' | 'rename',
  fields: Json,
  world: World,
): void {
  const side = conversation.kind === 'private' ? 'group' : 'channel'
  world.feed.inChannel(conversation, { type: `${side}_${what}`, ...fields, event_ts: world.stamps.next() })
}

export function announceMember(
  conversation: Conversation,
  { what, user, inviter }: { what: 'joined' | 'left'; user: string; inviter: string | undefined },
  world: World,
): void {
  world.feed.inChannel(conversation, {
    type: `member_${what}_channel`,
    user,
    channel: conversation.id,
    channel_type: conversation.kind === 'private' ? 'G' : 'C',
    team: world.app.teamId,
    ...(inviter === undefined ? {} : { inviter }),
    event_ts: world.stamps.next(),
  })
}
