import { epochSeconds } from '../clock.ts'
import { wireMessage } from '../wire/message.ts'
import { ApiError } from './error.ts'
import { joinedConversation, messageAt, openConversation } from './lookup.ts'
import { filledText, method } from './method.ts'

const MOST = 100
const target = { channel: filledText, timestamp: filledText }

const add = method({
  needs: ['pins:write'],
  args: target,
  run: (args, world) => {
    const conversation = openConversation(args.channel, world)
    const message = messageAt(conversation, args.timestamp)
    if (conversation.pins.some((pin) => pin.ts === message.ts)) throw new ApiError('already_pinned')
    if (conversation.pins.length >= MOST) throw new ApiError('too_many_pins')
    const pin = { ts: message.ts, by: world.app.botUserId, created: epochSeconds(world.clock) }
    conversation.pins.push(pin)
    const item = { type: 'message', channel: conversation.id, message: wireMessage(message, world) }
    const event = {
      type: 'pin_added',
      user: pin.by,
      channel_id: conversation.id,
      item,
      pin_count: conversation.pins.length,
    }
    world.feed.inChannel(conversation, { ...event, event_ts: world.stamps.next() })
    return {}
  },
})

const remove = method({
  needs: ['pins:write'],
  args: target,
  run: (args, world) => {
    const conversation = openConversation(args.channel, world)
    const message = messageAt(conversation, args.timestamp)
    const index = conversation.pins.findIndex((pin) => pin.ts === message.ts)
    if (index < 0) throw new ApiError('no_pin')
    conversation.pins.splice(index, 1)
    const item = { type: 'message', channel: conversation.id, message: wireMessage(message, world) }
    const event = {
      type: 'pin_removed',
      user: world.app.botUserId,
      channel_id: conversation.id,
      item,
      has_pins: conversation.pins.length > 0,
    }
    world.feed.inChannel(conversation, { ...event, event_ts: world.stamps.next() })
    return {}
  },
})

const list = method({
  needs: ['pins:read'],
  args: { channel: filledText },
  run: (args, world) => {
    const conversation = joinedConversation(args.channel, world)
    const items = conversation.pins.flatMap((pin) => {
      const message = conversation.message(pin.ts)
      if (!message) return []
      const shown = { message: wireMessage(message, world), created: pin.created, created_by: pin.by }
      return [{ type: 'message', channel: conversation.id, ...shown }]
    })
    return { items }
  },
})

export const pinMethods = { 'pins.add': add, 'pins.remove': remove, 'pins.list': list }
