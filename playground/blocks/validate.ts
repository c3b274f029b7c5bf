import { z } from 'zod'
import { isJson, type Json } from '../json.ts'
import { controlsIn } from './controls.ts'
import { messageBlock, viewBlock } from './kinds.ts'
import { id255, plainText } from './objects.ts'

export type BlockProblem = { error: 'invalid_blocks' | 'msg_blocks_too_long'; messages: string[] }

/**
 * A message can be too long although each block is valid. Slack does not document this limit; the number was observed.
 */
const TOTAL_CHARACTERS = 13_000
const MARKDOWN_CHARACTERS = 12_000

const messageBlocks = z.array(messageBlock).max(50)
const viewBlocks = z.array(viewBlock).max(100)

const modal = z.strictObject({
  type: z.literal('modal'),
  title: plainText(24),
  blocks: viewBlocks,
  submit: plainText(24).optional(),
  close: plainText(24).optional(),
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: id255.optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  submit_disabled: z.boolean().optional(),
})

const home = z.strictObject({
  type: z.literal('home'),
  blocks: viewBlocks,
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: id255.optional(),
})

export function checkMessageBlocks(blocks: unknown): BlockProblem | undefined {
  const messages = [...shapeProblems(messageBlocks, blocks, '/blocks'), ...uniquenessProblems(blocks)]
  if (messages.length > 0) return { error: 'invalid_blocks', messages }
  const list = blocksOf(blocks)
  if (markdownLength(list) > MARKDOWN_CHARACTERS) return { error: 'msg_blocks_too_long', messages: [] }
  if (textLength(list) > TOTAL_CHARACTERS) return { error: 'msg_blocks_too_long', messages: [] }
  return undefined
}

export function checkView(view: unknown, type: 'modal' | 'home'): string[] {
  const blocks = isJson(view) ? view.blocks : undefined
  const schema = type === 'modal' ? modal : home
  const messages = [...shapeProblems(schema, view, '/view'), ...uniquenessProblems(blocks)]
  const hasInput = blocksOf(blocks).some((block) => block.type === 'input')
  if (type === 'modal' && hasInput && isJson(view) && view.submit === undefined)
    messages.push('missing required field: submit [json-pointer:/view]')
  return messages
}

function shapeProblems(schema: z.ZodType, value: unknown, root: string): string[] {
  const issues = schema.safeParse(value).error?.issues ?? []
  return issues.map((issue) => `${wordsFor(issue)} [json-pointer:${[root, ...issue.path].join('/')}]`)
}

function wordsFor(issue: z.core.$ZodIssue): string {
  const isList = 'origin' in issue && issue.origin === 'array'
  if (issue.code === 'too_big')
    return isList
      ? `no more than ${issue.maximum} items allowed`
      : `must be less than ${Number(issue.maximum) + 1} characters`
  if (issue.code === 'too_small')
    return isList
      ? `no fewer than ${issue.minimum} items allowed`
      : `must be more than ${Number(issue.minimum) - 1} characters`
  if (issue.code === 'unrecognized_keys') return `invalid additional property: ${issue.keys.join(', ')}`
  if (issue.code === 'invalid_union') return 'unsupported type'
  return issue.message
}

function uniquenessProblems(blocks: unknown): string[] {
  const list = blocksOf(blocks)
  const repeatedBlocks = repeated(list.map((block) => block.block_id))
  const repeatedActions = list.flatMap((block) =>
    repeated(controlsIn([block]).map((control) => control.element.action_id)),
  )
  return [
    ...repeatedBlocks.map((id) => `\`block_id\` must be unique: ${id} [json-pointer:/blocks]`),
    ...repeatedActions.map((id) => `\`action_id\` must be unique: ${id} [json-pointer:/blocks]`),
  ]
}

function repeated(ids: unknown[]): string[] {
  const present = ids.filter((id) => typeof id === 'string')
  return [...new Set(present.filter((id, index) => present.indexOf(id) !== index))]
}

function blocksOf(blocks: unknown): Json[] {
  return Array.isArray(blocks) ? blocks.filter(isJson) : []
}

function markdownLength(blocks: Json[]): number {
  return textLength(blocks.filter((block) => block.type === 'markdown'))
}

function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + textLength(item), 0)
  if (!isJson(value)) return 0
  const own = typeof value.text === 'string' ? value.text.length : 0
  const inner = Object.values(value).map(textLength)
  return inner.reduce((sum, length) => sum + length, own)
}
