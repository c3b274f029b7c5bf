import { present } from '../json.ts'
import type { User } from '../state/model.ts'
import { type PlacedControl, type Sent, sendAction, stateAt } from './action.ts'
import { type Entered, entered } from './enter.ts'
import type { Room } from './room.ts'
import { suggestionsFor } from './suggestions.ts'

/**
 * Enters a value into a control. An input block reports it only when its modal is submitted, unless `dispatch_action`
 * is set; any other control reports it at once.
 */
export async function chooseIn(
  room: Room,
  user: User,
  { place, control }: PlacedControl,
  value: Entered,
): Promise<Sent | undefined> {
  const { block, element } = control
  const isLoaded = String(element.type).includes('external_select')
  const suggestions = isLoaded ? await suggestionsFor(room, user, { place, control }, String(value)) : []
  const input = entered(control, value, { world: room.world, suggestions })
  const state = stateAt(room, user, place)
  const blockId = String(block.block_id)
  state[blockId] = { ...state[blockId], [String(element.action_id)]: input }
  if (block.type === 'input' && block.dispatch_action !== true) return undefined
  const action = present({
    action_id: element.action_id,
    block_id: block.block_id,
    ...input,
    placeholder: element.placeholder,
  })
  return sendAction(room, user, place, action)
}
