import { z } from 'zod'
import {
  boxes,
  button,
  contextText,
  datetimepicker,
  image,
  multiMenus,
  overflow,
  pickers,
  richTextInput,
  singleMenus,
  writtenInputs,
} from './elements.ts'
import { anyText, id255, plainText } from './objects.ts'

const named = { block_id: id255.optional() }

function block<Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) {
  return z.strictObject({ type: z.literal(type), ...named, ...shape })
}

const accessory = z.discriminatedUnion('type', [
  button,
  overflow,
  image,
  ...singleMenus,
  ...multiMenus,
  ...pickers,
  ...boxes,
])
const inActions = z.discriminatedUnion('type', [
  button,
  overflow,
  ...singleMenus,
  ...pickers,
  datetimepicker,
  ...boxes,
  richTextInput,
])
const inInput = z.discriminatedUnion('type', [
  ...writtenInputs,
  ...singleMenus,
  ...multiMenus,
  ...pickers,
  datetimepicker,
  ...boxes,
  richTextInput,
])

const section = block('section', {
  text: anyText(3000).optional(),
  fields: z.array(anyText(2000)).min(1).max(10).optional(),
  accessory: accessory.optional(),
  expand: z.boolean().optional(),
}).refine((it) => it.text !== undefined || it.fields !== undefined, 'needs text or fields')

const picture = block('image', {
  image_url: z.url().max(3000).optional(),
  slack_file: z.looseObject({}).optional(),
  alt_text: z.string().min(1).max(2000),
  title: plainText(2000).optional(),
}).refine((it) => (it.image_url === undefined) !== (it.slack_file === undefined), 'needs image_url or slack_file')

const richText = block('rich_text', { elements: z.array(z.looseObject({ type: z.string() })).min(1) })

const everywhere = [
  section,
  block('header', { text: plainText(150) }),
  block('divider', {}),
  picture,
  block('context', {
    elements: z
      .array(z.discriminatedUnion('type', [...contextText.options, image]))
      .min(1)
      .max(10),
  }),
  block('actions', { elements: z.array(inActions).min(1).max(25) }),
  block('input', {
    label: plainText(2000),
    element: inInput,
    hint: plainText(2000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
  }),
  richText,
  block('video', {
    title: plainText(199),
    video_url: z.url(),
    thumbnail_url: z.url(),
    alt_text: z.string(),
    title_url: z.url().optional(),
    description: plainText(200).optional(),
    author_name: z.string().max(49).optional(),
    provider_name: z.string().optional(),
    provider_icon_url: z.url().optional(),
  }),
] as const

const cell = z.looseObject({ type: z.enum(['raw_text', 'rich_text']) })

const onlyInMessages = [
  block('markdown', { text: z.string().min(1).max(12_000) }),
  block('table', {
    rows: z.array(z.array(cell).min(1).max(20)).min(1).max(100),
    column_settings: z.array(z.looseObject({})).max(20).optional(),
  }),
] as const

export const messageBlock = z.discriminatedUnion('type', [...everywhere, ...onlyInMessages])
export const viewBlock = z.discriminatedUnion('type', [...everywhere])
