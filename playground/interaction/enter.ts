import { type Control, labelOf, optionsOf } from '../blocks/controls.ts'
import { isJson, type Json } from '../json.ts'
import type { World } from '../world.ts'

export type Entered = string | string[]

export interface Sources {
  world: World
  /** The options the app loaded for a menu. */
  suggestions: Json[]
}

/** The state of a control after a person typed or chose these labels, names or words. */
export function entered({ element }: Control, given: Entered, sources: Sources): Json {
  const type = String(element.type)
  const all = (Array.isArray(given) ? given : [given]).filter((one) => one !== '')
  return { type, ...stateOf(type, element, all, sources) }
}

function stateOf(type: string, element: Json, given: string[], { world, suggestions }: Sources): Json {
  if (type.includes('external_select'))
    return chosen(
      type,
      given.map((label) => optionLabelled(suggestions, label)),
    )
  if (/static_select|radio_buttons|checkboxes/.test(type))
    return chosen(
      type,
      given.map((label) => optionLabelled(optionsOf(element), label)),
    )
  if (type.endsWith('users_select'))
    return picked(
      type,
      'user',
      given.map((name) => userIn(name, world)),
    )
  if (type.endsWith('conversations_select'))
    return picked(
      type,
      'conversation',
      given.map((name) => channelIn(name, world)),
    )
  if (type.endsWith('channels_select'))
    return picked(
      type,
      'channel',
      given.map((name) => channelIn(name, world)),
    )
  const value = given[0] ?? null
  if (type === 'datepicker') return { selected_date: value }
  if (type === 'timepicker') return { selected_time: value }
  if (type === 'datetimepicker') return { selected_date_time: value === null ? null : Number(value) }
  return { value }
}

function isSeveral(type: string): boolean {
  return type.startsWith('multi_') || type === 'checkboxes'
}

function chosen(type: string, options: Json[]): Json {
  return isSeveral(type) ? { selected_options: options } : { selected_option: options[0] ?? null }
}

function picked(type: string, kind: string, ids: string[]): Json {
  return isSeveral(type) ? { [`selected_${kind}s`]: ids } : { [`selected_${kind}`]: ids[0] ?? null }
}

function optionLabelled(options: Json[], label: string): Json {
  const found = options.find((option) => labelOf(option.text) === label)
  if (found) return found
  const known = options.map((option) => `"${labelOf(option.text)}"`).join(', ')
  throw new Error(`There is no option "${label}" to choose; there is ${known || 'none'}`)
}

function userIn(name: string, world: World): string {
  const plain = name.replace(/^@/, '')
  const user = world.people.users.get(plain) ?? world.people.byName(plain)
  if (!user) throw new Error(`There is nobody called ${name} to choose`)
  return user.id
}

function channelIn(name: string, world: World): string {
  const plain = name.replace(/^#/, '')
  const channel = world.conversations.get(plain) ?? world.conversations.byName(plain)
  if (!channel) throw new Error(`There is no channel ${name} to choose`)
  return channel.id
}

/** Why Slack's client would not submit a modal: a required input is empty or a text has the wrong length. */
export function clientError({ block, element }: Control, state: Json): string | undefined {
  const value = Object.entries(state).find(([key]) => key !== 'type')?.[1]
  const isEmpty = value === null || value === undefined || (Array.isArray(value) && value.length === 0)
  if (isEmpty) return block.optional === true ? undefined : 'Please complete this required field.'
  if (typeof value !== 'string' || isJson(value)) return undefined
  const shortest = Number(element.min_length ?? 0)
  const longest = Number(element.max_length ?? 3000)
  if (value.length < shortest) return `Must be at least ${shortest} characters.`
  return value.length > longest ? `Must be at most ${longest} characters.` : undefined
}

/** How a person refers to a control: by its own label or by the text beside it. */
export function labelFor({ block, element }: Control): string {
  return labelOf(block.label) || labelOf(block.text) || labelOf(element.placeholder) || String(element.action_id)
}
