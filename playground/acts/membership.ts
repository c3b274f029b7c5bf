import { announceMember } from '../events/channel-events.ts'
import type { Conversation } from '../state/conversation.ts'
import type { World } from '../world.ts'
import { post } from './post.ts'

/** Adds a member. Slack announces a join twice: as a message in the channel and as a `member_joined_channel` event. */
export function join(conversation: Conversation, user: string, inviter: string | undefined, world: World): void {
  conversation.members.add(user)
  post(
    conversation,
    {
      author: { user },
      subtype: 'channel_join',
      text: `<@${user}> has joined the channel`,
      extra: inviter === undefined ? {} : { inviter },
    },
    world,
  )
  announceMember(conversation, { what: 'joined', user, inviter }, world)
}

export function leave(conversation: Conversation, user: string, world: World): void {
  post(conversation, { author: { user }, subtype: 'channel_leave', text: `<@${user}> has left the channel` }, world)
  announceMember(conversation, { what: 'left', user, inviter: undefined }, world)
  conversation.members.delete(user)
}
