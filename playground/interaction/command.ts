import { ApiError } from '../api/error.ts'
import { carryOut } from '../api/respond.ts'
import { isJson, type Json, jsonOf } from '../json.ts'
import type { Conversation } from '../state/conversation.ts'
import type { User } from '../state/model.ts'
import { encodeCommand } from '../text/typed.ts'
import { responseUrl, shownName } from './common.ts'
import { failureOf } from './failure.ts'
import { type Outcome, Reply } from './reply.ts'
import type { Room } from './room.ts'

/** Runs a slash command in any conversation, whether or not the app is in it. */
export async function runCommand(
  room: Room,
  user: User,
  conversation: Conversation,
  { name, typed }: { name: string | undefined; typed: string },
): Promise<Reply> {
  const { world, deliveries } = room
  const { commands } = world.app.manifest
  const command = name === undefined ? commands[0] : commands.find((one) => one.name === name)
  if (!command) throw new Error(`There is no command ${name}; there is ${commands.map((one) => one.name).join(', ')}`)
  const trigger = world.triggers.give(user.id)
  const target = { user: user.id, channel: conversation.id, threadTs: undefined, source: undefined }
  const { app } = world
  const payload = {
    token: app.verificationToken,
    team_id: app.teamId,
    team_domain: app.teamDomain,
    channel_id: conversation.id,
    channel_name: shownName(conversation),
    user_id: user.id,
    user_name: user.name,
    command: command.name,
    text: encodeCommand(typed.trim(), world, command.escapes),
    api_app_id: app.appId,
    is_enterprise_install: 'false',
    response_url: responseUrl(world.responseUrls.give(target), world),
    trigger_id: trigger.id,
  }
  const answer = await deliveries.ask('slash_commands', payload, true)
  const failure = failureOf(answer)
  if (failure !== undefined) return new Reply(room, trigger, { error: failure })
  return new Reply(room, trigger, show(answer.body, target, room))
}

/** The body of the answer is a message, shown only to that person unless it says otherwise. */
function show(body: unknown, target: Parameters<typeof carryOut>[0], room: Room): Outcome {
  const sent = messageIn(body)
  if (!sent) return {}
  try {
    carryOut(target, sent, room.world)
  } catch (error) {
    if (error instanceof ApiError) return { error: error.code }
    throw error
  }
  const blocks = Array.isArray(sent.blocks) ? sent.blocks.filter(isJson) : undefined
  return { text: typeof sent.text === 'string' ? sent.text : undefined, blocks }
}

function messageIn(body: unknown): Json | undefined {
  if (typeof body === 'string') {
    const parsed = jsonOf(body)
    if (isJson(parsed)) return messageIn(parsed)
    return body.trim() === '' ? undefined : { text: body }
  }
  if (!isJson(body)) return undefined
  return body.text === undefined && body.blocks === undefined && body.attachments === undefined ? undefined : body
}
