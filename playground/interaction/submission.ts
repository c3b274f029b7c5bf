import { ApiError } from '../api/error.ts'
import { pushView, readView, replaceView } from '../api/views.ts'
import { fullState } from '../blocks/state.ts'
import { isJson, type Json } from '../json.ts'
import type { View } from '../state/views.ts'
import { wireView } from '../wire/view.ts'
import { commonFields } from './common.ts'
import { failureOf } from './failure.ts'
import type { Room } from './room.ts'

export interface Submitted {
  /** By block id. */
  errors?: Record<string, string>
  failed?: string
}

const TROUBLE = 'We had some trouble connecting. Try again?'

function payloadOf(type: string, view: View, room: Room): Json {
  const { world } = room
  const user = world.people.users.get(view.user)
  if (!user) throw new Error(`There is no user ${view.user}`)
  const state = fullState(view.state, view.content.blocks)
  return { ...commonFields(type, user, world), view: { ...wireView(view, world), state: { values: state } } }
}

export async function submitView(room: Room, view: View): Promise<Submitted> {
  const { world, deliveries } = room
  const trigger = world.triggers.give(view.user, view.id)
  const payload = { ...payloadOf('view_submission', view, room), trigger_id: trigger.id, response_urls: [] }
  const answer = await deliveries.ask('interactive', payload, true)
  if (failureOf(answer) !== undefined) return { failed: TROUBLE }
  try {
    return follow(answer.body, view, room)
  } catch (error) {
    if (error instanceof ApiError) return { failed: TROUBLE }
    throw error
  }
}

/** An empty answer closes the view; any other answer says what happens instead. */
function follow(body: unknown, view: View, room: Room): Submitted {
  const { world } = room
  const answer = isJson(body) ? body : {}
  const action = answer.response_action
  if (action === 'errors') return showErrors(answer.errors, view)
  if (action === 'update') replaceView(view, readView(answer.view, 'modal', world), world)
  else if (action === 'push') pushView(view, readView(answer.view, 'modal', world), world)
  else if (action === 'clear') world.views.closeAll(view.user)
  else if (action === undefined && Object.keys(answer).length === 0) world.views.close(view)
  else return { failed: TROUBLE }
  return {}
}

/** Slack shows errors under inputs only. For any other block id it shows a general error. */
function showErrors(errors: unknown, view: View): Submitted {
  const inputs = view.content.blocks.filter((block) => block.type === 'input').map((block) => block.block_id)
  const entries = isJson(errors) ? Object.entries(errors) : []
  const isShowable =
    entries.length > 0 && entries.every(([id, words]) => inputs.includes(id) && typeof words === 'string')
  if (!isShowable) return { failed: TROUBLE }
  return { errors: Object.fromEntries(entries.map(([id, words]) => [id, String(words)])) }
}

/** Cancels a view. With `clear_on_close` this closes the views below it as well. */
export async function closeView(room: Room, view: View): Promise<void> {
  const isCleared = view.content.clear_on_close === true
  const payload = { ...payloadOf('view_closed', view, room), is_cleared: isCleared }
  if (isCleared) room.world.views.closeAll(view.user)
  else room.world.views.close(view)
  if (view.content.notify_on_close === true) await room.deliveries.ask('interactive', payload, false)
}
