import type { Conversation } from '../state/conversation.ts'
import type { Message, User } from '../state/model.ts'
import { wireMessage } from '../wire/message.ts'
import { actionTime, channelField, commonFields, responseUrl } from './common.ts'
import { failureOf } from './failure.ts'
import { Reply } from './reply.ts'
import type { Room } from './room.ts'

function knownShortcut(room: Room, callbackId: string, type: 'global' | 'message'): void {
  const { shortcuts } = room.world.app.manifest
  if (shortcuts.some((one) => one.callback_id === callbackId && one.type === type)) return
  const known = shortcuts.filter((one) => one.type === type).map((one) => one.callback_id)
  throw new Error(`The manifest has no ${type} shortcut ${callbackId}; it has ${known.join(', ')}`)
}

export async function runGlobalShortcut(room: Room, user: User, callbackId: string): Promise<Reply> {
  knownShortcut(room, callbackId, 'global')
  const { world, deliveries } = room
  const trigger = world.triggers.give(user.id)
  const payload = {
    ...commonFields('shortcut', user, world),
    callback_id: callbackId,
    trigger_id: trigger.id,
    action_ts: actionTime(world),
  }
  const answer = await deliveries.ask('interactive', payload, false)
  return new Reply(room, trigger, { error: failureOf(answer) })
}

/** The payload contains the whole message, even from a channel the app is not in. */
export async function runMessageShortcut(
  room: Room,
  user: User,
  callbackId: string,
  { conversation, message }: { conversation: Conversation; message: Message },
): Promise<Reply> {
  knownShortcut(room, callbackId, 'message')
  const { world, deliveries } = room
  const trigger = world.triggers.give(user.id)
  const target = { user: user.id, channel: conversation.id, threadTs: message.threadTs, source: undefined }
  const payload = {
    ...commonFields('message_action', user, world),
    callback_id: callbackId,
    trigger_id: trigger.id,
    action_ts: actionTime(world),
    message_ts: message.ts,
    channel: channelField(conversation),
    message: wireMessage(message, world),
    response_url: responseUrl(world.responseUrls.give(target), world),
  }
  const answer = await deliveries.ask('interactive', payload, false)
  return new Reply(room, trigger, { error: failureOf(answer) })
}
