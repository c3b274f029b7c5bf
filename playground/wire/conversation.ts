import type { Json } from '../json.ts'
import type { Conversation } from '../state/conversation.ts'
import type { World } from '../world.ts'

export function wireConversation(conversation: Conversation, world: World): Json {
  const { id, created, creator, kind } = conversation
  const isMember = conversation.members.has(world.app.botUserId)
  if (kind === 'im') {
    const user = [...conversation.members].find((member) => member !== world.app.botUserId)
    return { id, created, is_im: true, is_archived: false, is_org_shared: false, user, priority: 0 }
  }
  return {
    id,
    name: conversation.name,
    name_normalized: conversation.name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: kind === 'private',
    created,
    creator,
    is_archived: conversation.archived,
    is_general: false,
    is_shared: false,
    is_ext_shared: false,
    is_org_shared: false,
    context_team_id: world.app.teamId,
    is_member: isMember,
    topic: { ...conversation.topic },
    purpose: { ...conversation.purpose },
    previous_names: [...conversation.previousNames],
  }
}
