import { z } from 'zod'
import { option } from '../blocks/objects.ts'
import type { Json } from '../json.ts'
import type { User } from '../state/model.ts'
import { type PlacedControl, placeFields } from './action.ts'
import { commonFields } from './common.ts'
import type { Room } from './room.ts'

const offered = z.object({
  options: z.array(option).max(100).default([]),
  option_groups: z
    .array(z.object({ options: z.array(option).max(100) }))
    .max(100)
    .default([]),
})

/** Asks the app for the options that match what was typed. An answer that Slack cannot read gives no options. */
export async function suggestionsFor(
  room: Room,
  user: User,
  { place, control: { block, element } }: PlacedControl,
  typed: string,
): Promise<Json[]> {
  const payload = {
    ...commonFields('block_suggestion', user, room.world),
    ...placeFields(room, user, place),
    action_id: element.action_id,
    block_id: block.block_id,
    value: typed,
  }
  const answer = await room.deliveries.ask('interactive', payload, true)
  const parsed = offered.safeParse(answer.ok ? answer.body : undefined)
  if (!parsed.success) return []
  return [...parsed.data.options, ...parsed.data.option_groups.flatMap((group) => group.options)]
}
