import { type Control, labelOf, optionsOf } from '../blocks/controls.ts'
import { isJson, type Json } from '../json.ts'
import type { World } from '../world.ts'

export type Entered = string | string[]

/** What an input holds after a person typed or chose these labels, names or words in it. */
export function entered({ element }: Control, given: Entered, world: World): Json {
  const type = String(element.type)
  const one = Array.isArray(given) ? (given[0] ?? '') : given
  const all = Array.isArray(given) ? given : given === '' ? [] : [given]
  if (type.includes('external_select')) return { type, ...chosen(type, all.map(looseOption)) }
  if (/static_select|radio_buttons|checkboxes/.test(type))
    return {
      type,
      ...chosen(
        type,
        all.map((label) => optionLabelled(element, label)),
      ),
    }
  if (type.endsWith('users_select'))
    return {
      type,
      ...picked(
        type,
        'user',
        all.map((name) => userIn(name, world)),
      ),
    }
  if (/conversations_select|channels_select/.test(type)) {
    const kind = type.includes('conversations') ? 'conversation' : 'channel'
    return {
      type,
      ...picked(
        type,
        kind,
        all.map((name) => channelIn(name, world)),
      ),
    }
  }
  if (type === 'datepicker') return { type, selected_date: one || null }
  if (type === 'timepicker') return { type, selected_time: one || null }
  if (type === 'datetimepicker') return { type, selected_date_time: one === '' ? null : Number(one) }
  return { type, value: one === '' ? null : one }
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

function optionLabelled(element: Json, label: string): Json {
  const options = optionsOf(element)
  const found = options.find((option) => labelOf(option.text) === label)
  if (found) return found
  const known = options.map((option) => `"${labelOf(option.text)}"`).join(', ')
  throw new Error(`There is no option "${label}" to choose; there is ${known}`)
}

function looseOption(label: string): Json {
  return { text: { type: 'plain_text', text: label, emoji: true }, value: label }
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

/** What keeps Slack's client from sending a form: a required input left empty, or a text of the wrong length. */
export function clientError({ block, element }: Control, held: Json): string | undefined {
  const value = Object.entries(held).find(([key]) => key !== 'type')?.[1]
  const isEmpty = value === null || value === undefined || (Array.isArray(value) && value.length === 0)
  if (isEmpty) return block.optional === true ? undefined : 'Please complete this required field.'
  if (typeof value !== 'string' || isJson(value)) return undefined
  const shortest = Number(element.min_length ?? 0)
  const longest = Number(element.max_length ?? 3000)
  if (value.length < shortest) return `Must be at least ${shortest} characters.`
  return value.length > longest ? `Must be at most ${longest} characters.` : undefined
}
