import { isJson, type Json } from '../json.ts'
import type { Ids } from '../state/ids.ts'

/** Slack assigns an id to every block and control for which the app set none. */
export function fillIds(blocks: readonly unknown[], ids: Ids): Json[] {
  return blocks.filter(isJson).map((block) => ({
    ...withElements(block, ids),
    block_id: block.block_id ?? ids.next('b'),
  }))
}

function withElements(block: Json, ids: Ids): Json {
  const filled = { ...block }
  if (!['section', 'actions', 'input'].includes(String(block.type))) return filled
  if (isJson(block.accessory)) filled.accessory = withActionId(block.accessory, ids)
  if (isJson(block.element)) filled.element = withActionId(block.element, ids)
  if (Array.isArray(block.elements)) filled.elements = block.elements.filter(isJson).map((it) => withActionId(it, ids))
  return filled
}

function withActionId(element: Json, ids: Ids): Json {
  if (element.type === 'image') return element
  return { ...element, action_id: element.action_id ?? ids.next('a') }
}
