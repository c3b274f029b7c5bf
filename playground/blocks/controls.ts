import { isJson, type Json } from '../json.ts'

/** A control in a block that a person can click, choose from or type into. */
export interface Control {
  block: Json
  element: Json
}

const NOT_CONTROLS = new Set(['image', 'plain_text', 'mrkdwn'])

export function controlsIn(blocks: readonly Json[]): Control[] {
  return blocks.flatMap((block) => {
    const elements = [block.accessory, block.element, ...(Array.isArray(block.elements) ? block.elements : [])]
    const holdsControls = ['section', 'actions', 'input'].includes(String(block.type))
    if (!holdsControls) return []
    return elements
      .filter(isJson)
      .filter((element) => !NOT_CONTROLS.has(String(element.type)))
      .map((element) => ({ block, element }))
  })
}

/** One visible thing to click: a button or one option of a menu. */
export interface Choice extends Control {
  label: string
  option: Json | undefined
}

const MENUS = new Set(['overflow', 'static_select', 'radio_buttons', 'checkboxes'])

export function choicesIn(blocks: readonly Json[]): Choice[] {
  return controlsIn(blocks).flatMap(({ block, element }): Choice[] => {
    if (element.type === 'button') return [{ block, element, label: labelOf(element.text), option: undefined }]
    if (block.type === 'input' || !MENUS.has(String(element.type))) return []
    return optionsOf(element).map((option) => ({ block, element, label: labelOf(option.text), option }))
  })
}

export function optionsOf(element: Json): Json[] {
  const groups = Array.isArray(element.option_groups) ? element.option_groups.filter(isJson) : []
  const lists = [element.options, ...groups.map((group) => group.options)]
  return lists.flatMap((list) => (Array.isArray(list) ? list.filter(isJson) : []))
}

export function labelOf(text: unknown): string {
  return isJson(text) && typeof text.text === 'string' ? text.text : ''
}
