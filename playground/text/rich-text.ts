import type { Json } from '../json.ts'
import { unescaped } from './read.ts'

const TOKEN = /<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>/

/** Slack's client sends typed text as a rich text block in addition to `text`. */
export function richTextOf(text: string): Json {
  const elements = text.split(/(<[^<>]+>)/).flatMap((piece) => (piece === '' ? [] : [elementOf(piece)]))
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }
}

function elementOf(piece: string): Json {
  const [, mark, target = '', label] = TOKEN.exec(piece) ?? []
  if (mark === undefined) return { type: 'text', text: unescaped(piece) }
  if (mark === '@') return { type: 'user', user_id: target }
  if (mark === '#') return { type: 'channel', channel_id: target }
  if (mark === '!' && target.startsWith('subteam^'))
    return { type: 'usergroup', usergroup_id: target.slice('subteam^'.length) }
  if (mark === '!') return { type: 'broadcast', range: target }
  return label === undefined
    ? { type: 'link', url: unescaped(target) }
    : { type: 'link', url: unescaped(target), text: unescaped(label) }
}
