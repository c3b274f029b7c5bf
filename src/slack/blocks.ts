import { clip, escapeMrkdwn } from './text.ts'

/** Slack's limits, in characters unless said (https://docs.slack.dev/reference/block-kit/blocks). */
const limits = {
  section: 3000,
  context: 2000,
  header: 150,
  button: 75,
  option: 75,
  title: 24,
  input: 3000,
  message: 12_000,
  notification: 500,
} as const

export type Block = Record<string, unknown> & { type: string }

/** What one message shows: `text` is the notification, `blocks` the message. */
export interface Message {
  text: string
  blocks: Block[]
}

/** Where a button or modal leads: which incident, and what of it. */
export interface Reference {
  incidentId: string
  about: string
}

/** A cut through `&lt;` or `<@U1>` would leave letters that nobody wrote. */
const clipMrkdwn = (text: string, limit: number): string =>
  text.length <= limit ? text : clip(text, limit).replace(/(&[a-z]{0,3}|<[^<>]*)…$/, '…')

const mrkdwn = (text: string, limit: number) => ({
  type: 'mrkdwn',
  text: clipMrkdwn(text || ' ', limit),
  verbatim: true,
})
const plain = (text: string, limit: number) => ({
  type: 'plain_text',
  text: clip(text || ' ', limit),
  emoji: true,
})

/** A paragraph of mrkdwn. User-written parts must have gone through `escapeMrkdwn`. */
export const section = (text: string): Block => ({ type: 'section', text: mrkdwn(text, limits.section) })
export const header = (text: string): Block => ({ type: 'header', text: plain(text, limits.header) })
export const context = (text: string): Block => ({
  type: 'context',
  elements: [mrkdwn(text, limits.context)],
})
export const actions = (...elements: Block[]): Block => ({ type: 'actions', elements })

/** `action` names what pressing does (`hypothesis.rule_out`). */
export function button(label: string, action: string, to: Reference, style?: 'primary' | 'danger'): Block {
  return {
    type: 'button',
    text: plain(label, limits.button),
    action_id: `${action}:${to.about}`.slice(0, 255),
    value: JSON.stringify(to),
    ...(style && { style }),
  }
}

export interface Modal {
  form: string
  title: string
  submit: string
  about?: Reference
  /** The channel it was opened from. */
  channelId?: string
  inputs: Input[]
  note?: string
}
export type Input = TextInput | ChoiceInput
export interface TextInput {
  name: string
  label: string
  kind: 'text' | 'long' | 'number'
  hint?: string
  initial?: string
  max?: number
}
export interface ChoiceInput {
  name: string
  label: string
  kind: 'choice'
  options: { value: string; label: string }[]
  initial?: string
}

/** One line of mrkdwn as a message. User-written parts must have gone through `escapeMrkdwn`. */
export const sentence = (mrkdwnText: string): Message => ({
  text: clipMrkdwn(mrkdwnText, limits.section),
  blocks: [section(mrkdwnText)],
})

/**
 * A message of these blocks. `notification` is what a notification reads: plain text, escaped here. Short, because
 * Slack measures the text of an edit in bytes (4,000).
 */
export const message = (notification: string, ...blocks: Block[]): Message => ({
  text: escapeMrkdwn(clip(notification, limits.notification)),
  blocks: withinLimits(blocks),
})

/** Slack refuses messages whose blocks are each legal but too long together: the rest is cut, and said so. */
function withinLimits(blocks: Block[]): Block[] {
  const kept: Block[] = []
  let length = 0
  for (const block of blocks) {
    length += JSON.stringify(block).length
    if (length > limits.message || kept.length === 49) return [...kept, context('… more than fits here.')]
    kept.push(block)
  }
  return kept
}

/** The view Slack is sent for a modal. */
export function modalView(modal: Modal): Record<string, unknown> {
  return {
    type: 'modal',
    callback_id: modal.form,
    title: plain(modal.title, limits.title),
    submit: plain(modal.submit, limits.title),
    close: plain('Cancel', limits.title),
    private_metadata: JSON.stringify({ ...modal.about, channelId: modal.channelId }),
    blocks: [...(modal.note ? [section(modal.note)] : []), ...modal.inputs.map(inputBlock)],
  }
}

function inputBlock(input: Input): Block {
  const hint = 'hint' in input && input.hint ? { hint: plain(input.hint, 150) } : {}
  return {
    type: 'input',
    block_id: input.name,
    label: plain(input.label, 150),
    element: element(input),
    ...hint,
  }
}

function element(input: Input): Block {
  if (input.kind === 'choice') return choice(input)
  const initial = input.initial ? { initial_value: clip(input.initial, input.max ?? limits.input) } : {}
  if (input.kind === 'number') {
    return {
      type: 'number_input',
      action_id: 'value',
      is_decimal_allowed: false,
      min_value: '1',
      max_value: '1440',
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

function choice(input: ChoiceInput): Block {
  const options = input.options.map(({ value, label }) => ({ text: plain(label, limits.option), value }))
  const initial = options.find((option) => option.value === input.initial)
  return { type: 'static_select', action_id: 'value', options, ...(initial && { initial_option: initial }) }
}
