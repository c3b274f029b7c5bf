import { type Choice, type Control, choicesIn, controlsIn } from '../blocks/controls.ts'
import { holdsState } from '../blocks/state.ts'
import type { Json } from '../json.ts'
import type { User } from '../state/model.ts'
import { actionOf, type Place, sendAction } from './action.ts'
import { chooseIn } from './choose.ts'
import { type Entered, labelFor } from './enter.ts'
import { Reply } from './reply.ts'
import type { Room } from './room.ts'
import { surfacesFor, type Where } from './surfaces.ts'

/** Clicks a button, or picks a menu entry, by its label. Throws when the person sees no such label. */
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

/** Picks from a menu or picker in a message by its label or the text beside it. */
export async function choose(
  room: Room,
  user: User,
  { label, given }: { label: string; given: Entered },
  where: Where,
): Promise<Reply> {
  const surfaces = surfacesFor(user, where, room.world)
  for (const { place, blocks } of surfaces) {
    const control = inputsIn(blocks).find((one) => labelFor(one) === label)
    if (!control) continue
    const sent = await chooseIn(room, user, { place, control }, given)
    return new Reply(room, sent?.trigger ?? room.world.triggers.give(user.id), { error: sent?.failure })
  }
  const known = surfaces.flatMap(({ blocks }) => inputsIn(blocks).map((one) => `"${labelFor(one)}"`))
  throw new Error(`${user.name} sees no menu "${label}"; there is ${known.join(', ') || 'none'}`)
}

function inputsIn(blocks: readonly Json[]): Control[] {
  return controlsIn(blocks).filter(({ element }) => holdsState(element))
}
