import { z } from 'zod'
import {
  anyText,
  choices,
  confirmDialog,
  conversationFilter,
  dispatchConfig,
  id255,
  option,
  overflowOption,
  plainText,
  richOption,
} from './objects.ts'

const acts = { action_id: id255.optional() }
const confirms = { confirm: confirmDialog.optional() }
const focuses = { focus_on_load: z.boolean().optional() }
const hints = { placeholder: plainText(150).optional() }
const menu = { ...acts, ...confirms, ...focuses, ...hints }
const several = { max_selected_items: z.int().min(1).optional() }

function element<Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) {
  return z.strictObject({ type: z.literal(type), ...shape })
}

interface Choosable {
  options?: unknown[] | undefined
  option_groups?: { options: unknown[] }[] | undefined
}

function offersOneList(menu: Choosable): boolean {
  return (menu.options === undefined) !== (menu.option_groups === undefined)
}

/** Slack compares the whole option object, not just its value. */
function offers(menu: Choosable, chosen: unknown[]): boolean {
  const all = [...(menu.options ?? []), ...(menu.option_groups ?? []).flatMap((group) => group.options)]
  const offered = new Set(all.map((one) => JSON.stringify(one)))
  return chosen.every((one) => offered.has(JSON.stringify(one)))
}

const mustOffer = 'needs either options or option_groups'
const mustMatch = 'the initial value must be one of the options'

export const image = element('image', {
  image_url: z.url().max(3000).optional(),
  slack_file: z.looseObject({}).optional(),
  alt_text: z.string().min(1).max(2000),
})

export const button = element('button', {
  ...acts,
  ...confirms,
  text: plainText(75),
  url: z.url().max(3000).optional(),
  value: z.string().min(1).max(2000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: z.string().max(75).optional(),
})

export const overflow = element('overflow', {
  ...acts,
  ...confirms,
  options: z.array(overflowOption).min(1).max(5),
})

export const staticSelect = element('static_select', {
  ...menu,
  ...choices,
  initial_option: option.optional(),
})
  .refine(offersOneList, mustOffer)
  .refine((it) => it.initial_option === undefined || offers(it, [it.initial_option]), mustMatch)

export const multiStaticSelect = element('multi_static_select', {
  ...menu,
  ...choices,
  ...several,
  initial_options: z.array(option).min(1).optional(),
})
  .refine(offersOneList, mustOffer)
  .refine((it) => offers(it, it.initial_options ?? []), mustMatch)

const searched = { ...menu, min_query_length: z.int().min(0).optional() }
const defaultsToCurrent = { default_to_current_conversation: z.boolean().optional() }
const answersByUrl = { response_url_enabled: z.boolean().optional() }

export const singleMenus = [
  staticSelect,
  element('external_select', { ...searched, initial_option: option.optional() }),
  element('users_select', { ...menu, initial_user: z.string().optional() }),
  element('conversations_select', {
    ...menu,
    ...defaultsToCurrent,
    ...answersByUrl,
    initial_conversation: z.string().optional(),
    filter: conversationFilter.optional(),
  }),
  element('channels_select', { ...menu, ...answersByUrl, initial_channel: z.string().optional() }),
] as const

export const multiMenus = [
  multiStaticSelect,
  element('multi_external_select', { ...searched, ...several, initial_options: z.array(option).optional() }),
  element('multi_users_select', { ...menu, ...several, initial_users: z.array(z.string()).optional() }),
  element('multi_conversations_select', {
    ...menu,
    ...several,
    ...defaultsToCurrent,
    initial_conversations: z.array(z.string()).optional(),
    filter: conversationFilter.optional(),
  }),
  element('multi_channels_select', { ...menu, ...several, initial_channels: z.array(z.string()).optional() }),
] as const

export const pickers = [
  element('datepicker', { ...menu, initial_date: z.iso.date().optional() }),
  element('timepicker', {
    ...menu,
    initial_time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .optional(),
    timezone: z.string().optional(),
  }),
] as const

export const datetimepicker = element('datetimepicker', {
  ...acts,
  ...confirms,
  ...focuses,
  initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
})

const fewOptions = { ...acts, ...confirms, ...focuses, options: z.array(richOption).min(1).max(10) }

export const boxes = [
  element('checkboxes', { ...fewOptions, initial_options: z.array(richOption).min(1).optional() }).refine(
    (it) => offers(it, it.initial_options ?? []),
    mustMatch,
  ),
  element('radio_buttons', { ...fewOptions, initial_option: richOption.optional() }).refine(
    (it) => it.initial_option === undefined || offers(it, [it.initial_option]),
    mustMatch,
  ),
] as const

const written = { ...acts, ...focuses, ...hints, dispatch_action_config: dispatchConfig.optional() }

export const writtenInputs = [
  element('plain_text_input', {
    ...written,
    initial_value: z.string().max(3000).optional(),
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(3000).optional(),
    max_length: z.int().min(1).max(3000).optional(),
  }),
  element('number_input', {
    ...written,
    is_decimal_allowed: z.boolean(),
    initial_value: z.string().optional(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  }),
  element('email_text_input', { ...written, initial_value: z.string().optional() }),
  element('url_text_input', { ...written, initial_value: z.string().optional() }),
  element('file_input', {
    ...acts,
    filetypes: z.array(z.string()).optional(),
    max_files: z.int().min(1).max(10).optional(),
  }),
] as const

export const richTextInput = element('rich_text_input', { ...written, initial_value: z.unknown().optional() })

export const contextText = anyText(2000)
