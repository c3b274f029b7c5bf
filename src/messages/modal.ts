import type { Checkboxes, ConversationsSelect, InputBlock, ModalView, StaticSelect, UsersSelect } from '@slack/types'
import {
  type ControlTarget,
  optionObject,
  plainTextObject,
  type SlackBlock,
  sectionBlock,
  slackLimits,
} from './blocks.ts'
import { clipText } from './mrkdwn.ts'

/** A modal. Without `submit` it only shows text and controls. */
export interface Modal {
  callbackId: string
  title: string
  submit?: string
  about?: ControlTarget
  /** The channel from which it was opened. */
  channelId?: string
  inputs: ModalInput[]
  note?: string
  /** Shown between the note and the inputs. */
  blocks?: SlackBlock[]
  /** Shown below the inputs. */
  footer?: SlackBlock[]
}
export type ModalInput<Name extends string = string> = (TextInput | ChoiceInput | PickInput | TickInput) & {
  name: Name
  /** Shown above it. */
  above?: SlackBlock[]
}
export interface TextInput {
  name: string
  label: string
  kind: 'text' | 'long' | 'number'
  hint?: string
  initial?: string
  /** The maximum length of a text in characters, or the maximum of a number. */
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
/** A person or channel picked from Slack's own list. */
export interface PickInput {
  name: string
  label: string
  kind: 'person' | 'channel'
  initial?: string
  hint?: string
  optional?: boolean
}
/**
 * At most ten checkboxes, each with a second line if it has `more`. The value is a comma-separated list of the checked
 * options.
 */
export interface TickInput {
  name: string
  label: string
  kind: 'ticks'
  options: { value: string; label: string; more?: string }[]
  initial?: string[]
  hint?: string
  optional?: boolean
}

/** The view Slack expects for a modal. */
export function modalView(modal: Modal): ModalView {
  return {
    type: 'modal',
    callback_id: modal.callbackId,
    title: plainTextObject(modal.title, slackLimits.title),
    ...(modal.submit !== undefined && { submit: plainTextObject(modal.submit, slackLimits.title) }),
    close: plainTextObject(modal.submit === undefined ? 'Close' : 'Cancel', slackLimits.title),
    private_metadata: JSON.stringify({ ...modal.about, channelId: modal.channelId }),
    blocks: [
      ...(modal.note ? [sectionBlock(modal.note)] : []),
      ...(modal.blocks ?? []),
      ...modal.inputs.flatMap((input) => [...(input.above ?? []), inputBlock(input)]),
      ...(modal.footer ?? []),
    ],
  }
}

function inputBlock(input: ModalInput): InputBlock {
  const hint = input.hint ? { hint: plainTextObject(input.hint, 150) } : {}
  return {
    type: 'input',
    block_id: input.name,
    label: plainTextObject(input.label, 150),
    element: inputElement(input),
    ...(input.optional && { optional: true }),
    ...hint,
  }
}

function inputElement(input: ModalInput): InputBlock['element'] {
  if ('options' in input) return input.kind === 'choice' ? choiceElement(input) : checkboxesElement(input)
  if (isPick(input)) return pickerElement(input)
  const initial = input.initial ? { initial_value: clipText(input.initial, slackLimits.input) } : {}
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
    max_length: input.max ?? slackLimits.input,
    ...initial,
  }
}

const isPick = (input: ModalInput): input is PickInput => input.kind === 'person' || input.kind === 'channel'

function checkboxesElement(input: TickInput): Checkboxes {
  const options = input.options.map(({ value, label, more }) => ({
    ...optionObject(label, value),
    ...(more && { description: plainTextObject(more, slackLimits.option) }),
  }))
  const ticked = options.filter(({ value }) => input.initial?.includes(value))
  return {
    type: 'checkboxes',
    action_id: 'value',
    options,
    ...(ticked.length > 0 && { initial_options: ticked }),
  }
}

function pickerElement({ kind, initial }: PickInput): UsersSelect | ConversationsSelect {
  return kind === 'person'
    ? { type: 'users_select', action_id: 'value', ...(initial && { initial_user: initial }) }
    : {
        type: 'conversations_select',
        action_id: 'value',
        filter: { include: ['public', 'private'], exclude_bot_users: true },
        ...(initial && { initial_conversation: initial }),
      }
}

function choiceElement(input: ChoiceInput): StaticSelect {
  const options = input.options.map(({ value, label }) => optionObject(label, value))
  const initial = options.find((option) => option.value === input.initial)
  return { type: 'static_select', action_id: 'value', options, ...(initial && { initial_option: initial }) }
}
