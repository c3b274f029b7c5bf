import type { Choice, Control } from '../blocks/controls.ts'
import { fullState, type ViewState } from '../blocks/state.ts'
import { type Json, present } from '../json.ts'
import type { Conversation } from '../state/conversation.ts'
import type { Ephemeral, Message, User } from '../state/model.ts'
import type { Trigger } from '../state/triggers.ts'
import type { View } from '../state/views.ts'
import { wireMessage } from '../wire/message.ts'
import { wireView } from '../wire/view.ts'
import { actionTime, channelField, commonFields, responseUrl } from './common.ts'
import { failureOf } from './failure.ts'
import type { Room } from './room.ts'

/** Where a control is that a person uses. */
export type Place =
  | { kind: 'message'; conversation: Conversation; message: Message }
  | { kind: 'ephemeral'; conversation: Conversation; ephemeral: Ephemeral }
  | { kind: 'view'; view: View }

export interface PlacedControl {
  place: Place
  control: Control
}

export interface Sent {
  trigger: Trigger
  failure: string | undefined
}

export async function sendAction(room: Room, user: User, place: Place, action: Json): Promise<Sent> {
  const { world, deliveries } = room
  const trigger = world.triggers.give(user.id, place.kind === 'view' ? place.view.id : undefined)
  const payload = {
    ...commonFields('block_actions', user, world),
    trigger_id: trigger.id,
    ...placeFields(room, user, place),
    actions: [{ ...action, action_ts: actionTime(world) }],
  }
  const answer = await deliveries.ask('interactive', payload, false)
  return { trigger, failure: failureOf(answer) }
}

export function actionOf({ block, element, option }: Choice): Json {
  const own = { action_id: element.action_id, block_id: block.block_id, type: element.type }
  if (element.type === 'button')
    return present({
      ...own,
      text: element.text,
      value: element.value,
      style: element.style,
      url: element.url,
    })
  if (element.type === 'checkboxes') return { ...own, selected_options: [option] }
  return present({ ...own, selected_option: option, placeholder: element.placeholder })
}

export function placeFields(room: Room, user: User, place: Place): Json {
  const { world } = room
  if (place.kind === 'view') {
    const { view } = place
    const state = fullState(view.state, view.content.blocks)
    const shown = { ...wireView(view, world), state: { values: state } }
    return { container: { type: 'view', view_id: view.id }, view: shown }
  }
  return inConversation(room, user, place)
}

/** What this person has chosen in this place so far. A view stores that itself. */
export function stateAt(room: Room, user: User, place: Place): ViewState {
  if (place.kind === 'view') return place.view.state
  const { ts } = place.kind === 'message' ? place.message : place.ephemeral
  const key = `${user.id} ${ts}`
  const state = room.world.choices.get(key) ?? {}
  room.world.choices.set(key, state)
  return state
}

/** Slack does not store ephemeral messages, so the payload of an interaction in one has no `message`. */
function inConversation(room: Room, user: User, place: Exclude<Place, { kind: 'view' }>): Json {
  const { world } = room
  const { conversation } = place
  const isEphemeral = place.kind === 'ephemeral'
  const source = isEphemeral ? place.ephemeral : place.message
  const { ts, threadTs } = source
  const target = { user: user.id, channel: conversation.id, threadTs, source: { ts, isEphemeral } }
  return {
    container: present({
      type: 'message',
      message_ts: ts,
      channel_id: conversation.id,
      is_ephemeral: isEphemeral,
      thread_ts: threadTs,
    }),
    channel: channelField(conversation),
    ...(isEphemeral ? {} : { message: wireMessage(place.message, world) }),
    state: { values: fullState(stateAt(room, user, place), source.blocks ?? []) },
    response_url: responseUrl(world.responseUrls.give(target), world),
  }
}
