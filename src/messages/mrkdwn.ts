import { toOneLine } from '../platform/text.ts'
import { sayDate } from './date.ts'
import { withEmoji } from './emoji.ts'

/** Resolves the ids found in Slack's markup to names, and sets the zone in which dates are shown. */
export interface Names {
  /** The name of a person, a channel or a user group. */
  named(id: string): string | undefined
  zone?: string
}

const characterByEntity: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' }

/**
 * Escapes plain text for mrkdwn, so that it pings nobody and opens no link. Slack gives meaning to three characters.
 */
export const escapeMrkdwn = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const decodeEntities = (text: string): string =>
  text.replace(/&(amp|lt|gt);/g, (entity) => characterByEntity[entity] ?? entity)

/** Converts Slack's markup (`<@U1>`, `<#C1|ops>`, `<https://…|here>`, `:fire:`, `&amp;`) to the text a reader sees. */
export function toReadableText(markup: string, names: Names): string {
  const rendered = withEmoji(markup).replace(/<([^<>]+)>/g, (_, inside: string) => sayMarkup(inside, names))
  return decodeEntities(rendered)
}

/** Like `toReadableText`, with the names in a map. */
export const toPlainText = (markup: string, names: ReadonlyMap<string, string> = new Map(), zone = 'UTC'): string =>
  toReadableText(markup, { named: (id) => names.get(id), zone })

function sayMarkup(inside: string, { named, zone = 'UTC' }: Names): string {
  const [target = '', label] = splitLabel(inside)
  if (target.startsWith('@')) return `@${label ?? named(target.slice(1)) ?? target.slice(1)}`
  if (target.startsWith('#')) return `#${label || (named(target.slice(1)) ?? target.slice(1))}`
  if (target.startsWith('!subteam^'))
    return `@${(label || named(target.slice('!subteam^'.length)))?.replace(/^@/, '') ?? 'group'}`
  if (target.startsWith('!date^')) return sayDate(target, label, zone)
  if (target.startsWith('!')) return `@${target.slice(1)}`
  // Slack turns a typed `acme.com` or `ana@acme.com` into a link. Show it as it was typed.
  const address = target.replace(/^(mailto:|tel:)/, '')
  if (!label || label === address) return address
  return /^https?:\/\/$/.test(address.slice(0, -label.length)) ? label : `${label} (${address})`
}

function splitLabel(inside: string): [string, string | undefined] {
  const bar = inside.indexOf('|')
  return bar < 0 ? [inside, undefined] : [inside.slice(0, bar), inside.slice(bar + 1)]
}

/** The ids of people mentioned without a label, in order of appearance. */
export function findUnlabelledMentionIds(markup: string): string[] {
  return [...new Set([...markup.matchAll(/<@([UW][A-Z0-9]+)>/g)].map(([, id]) => id ?? ''))]
}

/** The ids of people, channels and user groups that have no label in the markup. */
export const findUnlabelledIds = (markup: string): string[] => [
  ...new Set(
    [...markup.matchAll(/<(?:@([UW][A-Z0-9]+)|#([CGD][A-Z0-9]+)\|?|!subteam\^(S[A-Z0-9]+)\|?)>/g)].map(
      ([, person, channel, group]) => person ?? channel ?? group ?? '',
    ),
  ),
]

const userMentionPattern = /<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>/g

/** The ids of all people mentioned, with or without a label. */
export const findMentionedIds = (markup: string): string[] => [
  ...new Set([...markup.matchAll(userMentionPattern)].map(([, id]) => id ?? '')),
]

/** Labels mentions with the names of known people, in place of the handles Slack may have put there. */
export const labelMentions = (markup: string, names: ReadonlyMap<string, string>): string =>
  markup.replace(userMentionPattern, (whole, id: string) => {
    const name = names.get(id)
    return name ? `<@${id}|${escapeMrkdwn(name)}>` : whole
  })

/** The first person mentioned in a command's text, and the text without that mention. */
export function takePerson(markup: string): { person?: { id: string; name?: string }; rest: string } {
  const found = /<@([UW][A-Z0-9]+)(?:\|([^<>]*))?>/.exec(markup)
  const id = found?.[1]
  if (!found || !id) return { rest: markup.trim() }
  const rest = `${markup.slice(0, found.index)} ${markup.slice(found.index + found[0].length)}`
  return {
    person: { id, ...(found[2] && { name: decodeEntities(found[2]) }) },
    rest: toOneLine(rest),
  }
}

/**
 * Clips text to at most `limit` UTF-16 units, with an ellipsis if something was cut. Never cuts a character in half.
 */
export function clipText(text: string, limit: number): string {
  if (text.length <= limit) return text
  const cut = text.slice(0, limit - 1)
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`
}

/**
 * Like `clipText`, for several lines. Closes a code block that was cut, since Slack would show an open fence literally.
 */
export function clipLines(text: string, limit: number): string {
  if (text.length <= limit) return text
  const cut = clipText(text, limit - '\n```'.length)
  return isUnclosed(cut) && !isUnclosed(text) ? `${cut}\n\`\`\`` : cut
}

const isUnclosed = (text: string): boolean => text.split('```').length % 2 === 0

/**
 * Parses Slack's `ts` (`1573066500.000100`) to whole microseconds. Undefined if it is not a `ts`. Seconds have ten
 * digits until the year 2286; with more, the date would exceed what the database accepts.
 */
export function parseTs(ts: string): bigint | undefined {
  const found = /^(\d{1,10})\.(\d{1,6})$/.exec(ts)
  return found ? BigInt(found[1] ?? 0) * 1_000_000n + BigInt((found[2] ?? '').padEnd(6, '0')) : undefined
}

export const formatTs = (ts: bigint): string => `${ts / 1_000_000n}.${String(ts % 1_000_000n).padStart(6, '0')}`

/** `2026-03-02 03:00 UTC`, for places where Slack cannot show the reader's own time. */
export const shortTime = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** A time that Slack shows in the reader's own zone, or `fallback` where it cannot. It may link somewhere. */
export const slackTime = (at: Date, fallback: string, link?: string | null): string =>
  `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} {time}${link ? `^${link}` : ''}|${escapeMrkdwn(fallback)}>`

/**
 * A person in a public message: by name if Slack gave one, otherwise by a mention. The mention pings only the person
 * who acted.
 */
export const nameOrMention = (by: { id: string; name?: string }): string =>
  by.name ? escapeMrkdwn(by.name) : `<@${by.id}>`
