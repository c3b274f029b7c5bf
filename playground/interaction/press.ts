import { type Choice, choicesIn } from '../blocks/controls.ts'
import type { Json } from '../json.ts'
import type { Conversation } from '../state/conversation.ts'
import type { User } from '../state/model.ts'
import type { World } from '../world.ts'
import { actionOf, type Place, sendAction } from './action.ts'
import { Reply } from './reply.ts'
import type { Room } from './room.ts'

export interface Where {
  channel?: string
  ts?: string
  /** Of several such buttons, the one that follows this text. */
  near?: string
}

interface Surface {
  place: Place
  ts: string
  blocks: Json[]
}

/** The open modal first, because it covers all else; then the newest of what the person can see. */
export async function press(room: Room, user: User, label: string, where: Where): Promise<Reply> {
  const surfaces = surfacesFor(user, where, room.world)
  for (const surface of surfaces) {
    const choice = choicesIn(after(surface.blocks, where.near)).find((one) => one.label === label)
    if (choice) return pressOne(room, user, surface.place, choice)
  }
  const known = [...new Set(surfaces.flatMap(({ blocks }) => choicesIn(blocks).map((one) => one.label)))]
  const there = known.length > 0 ? `there is ${known.map((one) => `"${one}"`).join(', ')}` : 'there is none'
  throw new Error(`${user.name} sees no button or menu entry "${label}"; ${there}`)
}

function after(blocks: Json[], text: string | undefined): Json[] {
  if (text === undefined) return blocks
  const found = blocks.findIndex((block) => JSON.stringify(block).includes(text))
  return found < 0 ? [] : blocks.slice(found)
}

async function pressOne(room: Room, user: User, place: Place, choice: Choice): Promise<Reply> {
  const { trigger, failure } = await sendAction(room, user, place, actionOf(choice))
  return new Reply(room, trigger, { error: failure })
}

function surfacesFor(user: User, where: Where, world: World): Surface[] {
  const messages = [...conversationsFor(user, where, world)].flatMap((one) => messagesIn(one, user, world))
  const wanted = where.ts === undefined ? messages : messages.filter((surface) => surface.ts === where.ts)
  const isAnywhere = where.channel === undefined && where.ts === undefined
  const home = isAnywhere ? viewSurface(world.views.home(user.id)) : []
  const modal = isAnywhere ? viewSurface(world.views.top(user.id)) : []
  const behind = [...wanted, ...home].sort((one, other) => (one.ts < other.ts ? 1 : -1))
  return [...modal, ...behind]
}

function conversationsFor(user: User, where: Where, world: World): Conversation[] {
  const visible = [...world.conversations.all.values()].filter((one) => one.members.has(user.id))
  if (where.channel === undefined) return visible
  const named = world.conversations.get(where.channel)
  if (!named || (named.kind !== 'public' && !named.members.has(user.id)))
    throw new Error(`${user.name} sees no channel ${where.channel}`)
  return [named]
}

function messagesIn(conversation: Conversation, user: User, world: World): Surface[] {
  const stored = conversation.messages.map((message): Surface => {
    return {
      place: { kind: 'message', conversation, message },
      ts: message.ts,
      blocks: [...(message.blocks ?? []), ...attachedBlocks(message.attachments)],
    }
  })
  const ephemerals = world.ephemerals.to(user.id).filter((one) => one.channel === conversation.id)
  const fleeting = ephemerals.map((ephemeral): Surface => {
    const place: Place = { kind: 'ephemeral', conversation, ephemeral }
    return { place, ts: ephemeral.ts, blocks: ephemeral.blocks ?? [] }
  })
  return [...stored, ...fleeting]
}

export function attachedBlocks(attachments: Json[] | undefined): Json[] {
  return (attachments ?? []).flatMap((one) => (Array.isArray(one.blocks) ? one.blocks : []))
}

function viewSurface(view: ReturnType<World['views']['top']>): Surface[] {
  return view ? [{ place: { kind: 'view', view }, ts: view.published, blocks: view.content.blocks }] : []
}
