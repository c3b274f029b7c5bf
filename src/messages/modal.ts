import { type Block, limits, plain, type Reference, section } from './blocks.ts'
import { clip } from './mrkdwn.ts'

/** A form, or with no `submit` something to read and press. */
export interface Modal {
  form: string
  title: string
  submit?: string
  about?: Reference
  /** The channel it was opened from. */
  channelId?: string
  inputs: Input[]
  note?: string
  /** Shown between the note and the inputs. */
  blocks?: Block[]
  /** Shown below the inputs. */
  footer?: Block[]
}
export type Input = (TextInput | ChoiceInput | PickInput | TickInput) & {
  /** Shown above it. */
  above?: Block[]
}
export interface TextInput {
  name: string
  label: string
  kind: 'text' | 'long' | 'number'
  hint?: string
  initial?: string
  /** Of a text in characters, of a number itself. */
  max?: number
  optional?: boolean
}
export interface ChoiceInput {
  name: string
  label: string
  kind: 'choice'
  options: { value: string; label: string }[]
  initial?: string
  hint?: string
  optional?: boolean
}
/** Somebody, or a channel, picked from Slack's own list. */
export interface PickInput {
  name: string
  label: string
  kind: 'person' | 'channel'
  initial?: string
  hint?: string
  optional?: boolean
}
/** Boxes to tick, ten at most, each with a second line where there is `more`; the field holds the values of those ticked, with commas between. */
export interface TickInput {
  name: string
  label: string
  kind: 'ticks'
  options: { value: string; label: string; more?: string }[]
  initial?: string[]
  hint?: string
  optional?: boolean
}

/** The view Slack is sent for a modal. */
export function modalView(modal: Modal): Record<string, unknown> {
  return {
    type: 'modal',
    callback_id: modal.form,
    title: plain(modal.title, limits.title),
    ...(modal.submit !== undefined && { submit: plain(modal.submit, limits.title) }),
    close: plain(modal.submit === undefined ? 'Close' : 'Cancel', limits.title),
    private_metadata: JSON.stringify({ ...modal.about, channelId: modal.channelId }),
    blocks: [
      ...(modal.note ? [section(modal.note)] : []),
      ...(modal.blocks ?? []),
      ...modal.inputs.flatMap((input) => [...(input.above ?? []), inputBlock(input)]),
      ...(modal.footer ?? []),
    ],
  }
}

function inputBlock(input: Input): Block {
  const hint = input.hint ? { hint: plain(input.hint, 150) } : {}
  return {
    type: 'input',
    block_id: input.name,
    label: plain(input.label, 150),
    element: element(input),
    ...(input.optional && { optional: true }),
    ...hint,
  }
}

function element(input: Input): Block {
  if ('options' in input) return input.kind === 'choice' ? choice(input) : ticks(input)
  if (isPick(input)) return pick(input)
  const initial = input.initial ? { initial_value: clip(input.initial, limits.input) } : {}
  if (input.kind === 'number') {
    return {
      type: 'number_input',
      action_id: 'value',
      is_decimal_allowed: false,
      min_value: '1',
      max_value: String(input.max ?? 1440),
      ...initial,
    }
  }
  return {
    type: 'plain_text_input',
    action_id: 'value',
    multiline: input.kind === 'long',
    max_length: input.max ?? limits.input,
    ...initial,
  }
}

const isPick = (input: Input): input is PickInput => input.kind === 'person' || input.kind === 'channel'

const optionOf = ({ value, label }: { value: string; label: string }) => ({
  text: plain(label, limits.option),
  value,
})

function ticks(input: TickInput): Block {
  const options = input.options.map(({ more, ...option }) => ({
    ...optionOf(option),
    ...(more && { description: plain(more, limits.option) }),
  }))
  const ticked = options.filter(({ value }) => input.initial?.includes(value))
  return {
    type: 'checkboxes',
    action_id: 'value',
    options,
    ...(ticked.length > 0 && { initial_options: ticked }),
  }
}

function pick({ kind, initial }: PickInput): Block {
  return kind === 'person'
    ? { type: 'users_select', action_id: 'value', ...(initial && { initial_user: initial }) }
    : {
        type: 'conversations_select',
        action_id: 'value',
        filter: { include: ['public', 'private'], exclude_bot_users: true },
        ...(initial && { initial_conversation: initial }),
      }
}

function choice(input: ChoiceInput): Block {
  const options = input.options.map(optionOf)
  const initial = options.find((option) => option.value === input.initial)
  return { type: 'static_select', action_id: 'value', options, ...(initial && { initial_option: initial }) }
}
