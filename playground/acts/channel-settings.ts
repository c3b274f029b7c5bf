import { epochSeconds } from '../clock.ts'
import { announceChannel } from '../events/channel-events.ts'
import type { Conversation } from '../state/conversation.ts'
import { escapeText } from '../text/typed.ts'
import type { World } from '../world.ts'
import { post } from './post.ts'

export function setTopic(conversation: Conversation, by: string, value: string, world: World): void {
  describe({ what: 'topic', typed: value }, conversation, by, world)
}

export function setPurpose(conversation: Conversation, by: string, value: string, world: World): void {
  describe({ what: 'purpose', typed: value }, conversation, by, world)
}

function describe(
  { what, typed }: { what: 'topic' | 'purpose'; typed: string },
  conversation: Conversation,
  by: string,
  world: World,
): void {
  const value = escapeText(typed.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>'))
  if (conversation[what].value === value) return
  conversation[what] = { value, creator: by, last_set: epochSeconds(world.clock) }
  const text = `<@${by}> set the channel ${what}: ${value}`
  post(conversation, { author: { user: by }, subtype: `channel_${what}`, text, extra: { [what]: value } }, world)
}

export function rename(conversation: Conversation, by: string, name: string, world: World): void {
  const old = conversation.name
  conversation.previousNames.unshift(old)
  conversation.name = name
  const text = `<@${by}> has renamed the channel from "${old}" to "${name}"`
  const extra = { old_name: old, name }
  post(conversation, { author: { user: by }, subtype: 'channel_name', text, extra }, world)
  const channel = { id: conversation.id, name, created: conversation.created }
  announceChannel(conversation, 'rename', { channel }, world)
}

export function archive(conversation: Conversation, by: string, world: World): void {
  const text = `<@${by}> archived the channel`
  post(conversation, { author: { user: by }, subtype: 'channel_archive', text }, world)
  conversation.archived = true
  announceChannel(conversation, 'archive', { channel: conversation.id, user: by }, world)
}

export function unarchive(conversation: Conversation, by: string, world: World): void {
  conversation.archived = false
  const text = `<@${by}> un-archived the channel`
  post(conversation, { author: { user: by }, subtype: 'channel_unarchive', text }, world)
  announceChannel(conversation, 'unarchive', { channel: conversation.id, user: by }, world)
}
