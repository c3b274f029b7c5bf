import type { Json } from '../json.ts'
import type { Conversation } from '../state/conversation.ts'
import type { User } from '../state/model.ts'
import type { World } from '../world.ts'
import type { Place } from './action.ts'

export interface Where {
  channel?: string
  ts?: string
  /** Picks the first such control after this text. */
  near?: string
}

/** A message or view with controls of the app that the person can see. */
export interface Surface {
  place: Place
  ts: string
  blocks: Json[]
}

/** The open modal comes first because it covers everything else; the rest is sorted newest first. */
export function surfacesFor(user: User, where: Where, world: World): Surface[] {
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
  const own = conversation.messages.filter((message) => message.author.botId === world.app.botId)
  const stored = own.map((message): Surface => {
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
