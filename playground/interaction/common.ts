import type { Json } from '../json.ts'
import type { Conversation } from '../state/conversation.ts'
import type { User } from '../state/model.ts'
import type { World } from '../world.ts'

/** The fields every interaction payload begins with. */
export function commonFields(type: string, user: User, world: World): Json {
  const { app } = world
  if (!app.manifest.isInteractive) throw new Error('The manifest has no interactivity, so Slack would send nothing')
  return {
    type,
    token: app.verificationToken,
    team: { id: app.teamId, domain: app.teamDomain },
    enterprise: null,
    is_enterprise_install: false,
    api_app_id: app.appId,
    user: { id: user.id, username: user.name, name: user.name, team_id: app.teamId },
  }
}

/** Slack replaces the names of private channels and direct messages with these. */
export function shownName(conversation: Conversation): string {
  if (conversation.kind === 'im') return 'directmessage'
  return conversation.kind === 'private' ? 'privategroup' : conversation.name
}

export function channelField(conversation: Conversation): Json {
  return { id: conversation.id, name: shownName(conversation) }
}

export function responseUrl(id: string, world: World): string {
  return `${world.origin}/response/${id}`
}

export function actionTime(world: World): string {
  return world.stamps.next()
}
