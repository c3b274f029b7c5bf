import type { World } from '../world.ts'

/**
 * Encodes text the way Slack's client does:
 * - `@name` of a known person becomes `<@U1>`, `#name` of a known channel becomes `<#C1|name>`; `@here`, `@channel` and
 * `@everyone` become `<!here>` and so on; a bare URL becomes `<url>`; `&`, `<` and `>` are escaped.
 * - Text that is already encoded (`<@U1>`, `<#C1|x>`, `<!channel>`, `<https://…|label>`, `&amp;`) is kept, so that
 * recorded messages can be posted again.
 * - Inside `code` and ```code blocks``` nothing is linked.
 */
export function encodeMessage(text: string, world: World): string {
  return encode(text, world, { person: (id) => `<@${id}>` })
}

/** Encodes a command. With `should_escape` in the manifest, a mention includes the person's name as well. */
export function encodeCommand(text: string, world: World, escapes: boolean): string {
  if (!escapes) return text.replaceAll(/&(?!(?:amp|lt|gt);)|[<>]/g, escaped)
  return encode(text, world, { person: (id) => `<@${id}|${world.people.users.get(id)?.name ?? ''}>` })
}

interface Style {
  person: (id: string) => string
}

const CODE = /(```[\s\S]*?```|`[^`\n]+`)/
const TOKEN =
  /<(?:[@#!][^<>\s][^<>]*|(?:https?|mailto|tel):[^<>]+)>|&(?:amp|lt|gt);|[&<>]|https?:\/\/[^\s<>]+|(?<![\w@])@([\w.'-]+)|(?<![\w#&/])#([\p{L}\p{N}_-]+)/gu
const BROADCAST = new Set(['here', 'channel', 'everyone'])

function encode(text: string, world: World, style: Style): string {
  const pieces = text.split(CODE)
  return pieces.map((piece, index) => encodePiece(piece, index % 2 === 1, world, style)).join('')
}

function encodePiece(piece: string, isCode: boolean, world: World, style: Style): string {
  return piece.replaceAll(TOKEN, (token: string, person?: string, channel?: string) => {
    if (token.length === 1) return escaped(token)
    if (token.startsWith('<')) return restyled(token, style)
    if (token.startsWith('&') || isCode) return token.startsWith('http') ? escapeText(token) : token
    if (person !== undefined) return linkPerson(person, world, style)
    if (channel !== undefined) return linkChannel(channel, world)
    return linkUrl(token)
  })
}

export function escapeText(text: string): string {
  return text.replaceAll(/[&<>]/g, escaped)
}

function escaped(character: string): string {
  return character === '&' ? '&amp;' : character === '<' ? '&lt;' : '&gt;'
}

function restyled(token: string, style: Style): string {
  const id = /^<@([UW][A-Z0-9]+)>$/.exec(token)?.[1]
  return id === undefined ? token : style.person(id)
}

function linkPerson(typed: string, world: World, style: Style): string {
  const [name, rest] = splitName(typed, (candidate) => isMentionable(candidate, world))
  if (name === undefined) return `@${typed}`
  if (BROADCAST.has(name)) return `<!${name}>${rest}`
  const group = world.people.groupByHandle(name)
  if (group) return `<!subteam^${group.id}|@${name}>${rest}`
  return style.person(world.people.byName(name)?.id ?? '') + rest
}

function isMentionable(name: string, world: World): boolean {
  return BROADCAST.has(name) || Boolean(world.people.groupByHandle(name) ?? world.people.byName(name))
}

function linkChannel(typed: string, world: World): string {
  const [name, rest] = splitName(typed, (candidate) => world.conversations.byName(candidate) !== undefined)
  if (name === undefined) return `#${typed}`
  return `<#${world.conversations.byName(name)?.id}|${name}>${rest}`
}

/** A trailing full stop ("@ana.") is not part of the name: the longest known name wins, and the rest is text. */
function splitName(typed: string, isKnown: (name: string) => boolean): [string | undefined, string] {
  for (let length = typed.length; length > 0; length -= 1) {
    const rest = typed.slice(length)
    if (/^\w/.test(rest)) continue
    if (isKnown(typed.slice(0, length))) return [typed.slice(0, length), rest]
  }
  return [undefined, '']
}

function linkUrl(typed: string): string {
  const trailing = /[.,;:!?)\]'"]+$/.exec(typed)?.[0] ?? ''
  const url = typed.slice(0, typed.length - trailing.length)
  return `<${url.replaceAll(/&(?!amp;)/g, '&amp;')}>${trailing}`
}
