import { isJson, type Json } from '../json.ts'
import { pings, readable, withoutCode } from '../text/read.ts'
import type { World } from '../world.ts'
import { labelOf, optionsOf } from './controls.ts'

/** Renders blocks as the lines a reader sees, with controls in square brackets. */
export function blockLines(blocks: readonly Json[], world: World): string[] {
  return blocks.flatMap((block) => linesOf(block, world)).filter((line) => line !== '')
}

function linesOf(block: Json, world: World): string[] {
  if (block.type === 'rich_text') return richLines(block, world)
  if (block.type === 'table') return listOf(block.rows).map((row) => cells(row, world))
  if (block.type === 'image') return [`[image: ${labelOf(block.title) || String(block.alt_text)}]`]
  const fields = listOf(block.fields).map((field) => textOf(field, world))
  const inner = [...listOf(block.elements), block.accessory].filter(isJson)
  const shown = inner.map((element) => elementText(element, world)).filter((text) => text !== '')
  if (block.type === 'input') return [labelOf(block.label)]
  return [textOf(block.text, world), ...fields, shown.join(' ')]
}

function textOf(text: unknown, world: World): string {
  if (typeof text === 'string') return readable(text, world)
  if (!isJson(text) || typeof text.text !== 'string') return ''
  return text.type === 'mrkdwn' ? readable(text.text, world) : text.text
}

function elementText(element: Json, world: World): string {
  if (element.type === 'mrkdwn' || element.type === 'plain_text') return textOf(element, world)
  if (element.type === 'image') return `[image: ${String(element.alt_text)}]`
  if (element.type === 'button') return `[${labelOf(element.text)}]`
  const options = optionsOf(element).map((option) => labelOf(option.text))
  return options.length > 0 ? `[${options.join(' | ')}]` : `[${labelOf(element.placeholder)}]`
}

function cells(row: unknown, world: World): string {
  const shown = listOf(row).map((cell) => {
    if (!isJson(cell)) return ''
    return cell.type === 'rich_text' ? richLines(cell, world).join(' ') : String(cell.text ?? '')
  })
  return shown.join(' | ')
}

function richLines(element: Json, world: World): string[] {
  const children = listOf(element.elements).filter(isJson)
  if (element.type === 'rich_text' || element.type === 'rich_text_list')
    return children.flatMap((child) => richLines(child, world))
  return [children.map((child) => richWord(child, world)).join('')]
}

function richWord(child: Json, world: World): string {
  if (child.type === 'user') return readable(`<@${child.user_id}>`, world)
  if (child.type === 'channel') return readable(`<#${child.channel_id}>`, world)
  if (child.type === 'usergroup') return readable(`<!subteam^${child.usergroup_id}>`, world)
  if (child.type === 'broadcast') return `@${child.range}`
  if (child.type === 'emoji') return `:${child.name}:`
  if (child.type === 'date') return String(child.fallback ?? '')
  return String(child.text ?? child.url ?? '')
}

/** Who blocks notify: mentions in mrkdwn and rich text count, mentions in plain text do not. */
export function blockPings(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(blockPings)
  if (!isJson(value)) return []
  if (value.type === 'user') return [String(value.user_id)]
  if (value.type === 'broadcast') return [`!${value.range}`]
  if (value.type === 'usergroup') return [String(value.usergroup_id)]
  if (value.type === 'mrkdwn' || value.type === 'markdown') return pings(withoutCode(String(value.text)))
  return Object.values(value).flatMap(blockPings)
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
