import { isJson, type Json } from '../json.ts'
import { controlsIn } from './controls.ts'

export type ViewState = Record<string, Record<string, Json>>

/** The state of an untouched input. Slack sends that too, and each type has its own empty value. */
const EMPTY: Record<string, Json> = {
  plain_text_input: { value: null },
  number_input: { value: null },
  email_text_input: { value: null },
  url_text_input: { value: null },
  rich_text_input: { rich_text_value: null },
  file_input: { files: [] },
  static_select: { selected_option: null },
  external_select: { selected_option: null },
  radio_buttons: { selected_option: null },
  users_select: { selected_user: null },
  conversations_select: { selected_conversation: null },
  channels_select: { selected_channel: null },
  datepicker: { selected_date: null },
  timepicker: { selected_time: null },
  datetimepicker: { selected_date_time: null },
  checkboxes: { selected_options: [] },
  multi_static_select: { selected_options: [] },
  multi_external_select: { selected_options: [] },
  multi_users_select: { selected_users: [] },
  multi_conversations_select: { selected_conversations: [] },
  multi_channels_select: { selected_channels: [] },
}

const INITIAL: [field: string, holds: string][] = [
  ['initial_value', 'value'],
  ['initial_option', 'selected_option'],
  ['initial_options', 'selected_options'],
  ['initial_user', 'selected_user'],
  ['initial_users', 'selected_users'],
  ['initial_conversation', 'selected_conversation'],
  ['initial_conversations', 'selected_conversations'],
  ['initial_channel', 'selected_channel'],
  ['initial_channels', 'selected_channels'],
  ['initial_date', 'selected_date'],
  ['initial_time', 'selected_time'],
  ['initial_date_time', 'selected_date_time'],
]

export function holdsState(element: Json): boolean {
  return String(element.type) in EMPTY
}

/** The state of every input in the view: what was entered, the app's initial value, or the empty value. */
export function fullState(entered: ViewState, blocks: readonly Json[]): ViewState {
  const values: ViewState = {}
  for (const { block, element } of controlsIn(blocks)) {
    if (!holdsState(element)) continue
    const blockId = String(block.block_id)
    const actionId = String(element.action_id)
    const current = entered[blockId]?.[actionId]
    values[blockId] = { ...values[blockId], [actionId]: current ?? untouched(element) }
  }
  return values
}

function untouched(element: Json): Json {
  const type = String(element.type)
  const state: Json = { type, ...EMPTY[type] }
  for (const [field, holds] of INITIAL)
    if (element[field] !== undefined && element[field] !== '') state[holds] = element[field]
  return state
}

export function keepState(entered: ViewState, blocks: readonly Json[]): ViewState {
  const kept: ViewState = {}
  for (const { block, element } of controlsIn(blocks)) {
    const blockId = String(block.block_id)
    const actionId = String(element.action_id)
    const current = entered[blockId]?.[actionId]
    if (isJson(current)) kept[blockId] = { ...kept[blockId], [actionId]: current }
  }
  return kept
}
