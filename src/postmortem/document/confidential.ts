import { bidiControlClass } from '../../platform/strings.ts'
import type { PostMortemInput } from '../input.ts'
import { trimTrailingPunctuation, webAddressPattern } from '../templates/address.ts'

/** Who and what customers are not told of. */
export interface Confidential {
  /** Names of people, in full and as Slack shows them, and their ids. */
  people: readonly string[]
  channels: readonly string[]
  workspaceUrl: string | null
}

/** Apps that write have names too, but are nobody. */
const isApp = (id: string | null): boolean => id?.startsWith('B') ?? false

/** Everybody the incident knows, and its channel. */
export function confidentialIn({ state, entries }: Pick<PostMortemInput, 'state' | 'entries'>): Confidential {
  const known = [...state.names].filter(([id]) => !isApp(id)).flat()
  const authors = entries.flatMap(({ authorId, authorName }) => (authorName && !isApp(authorId) ? [authorName] : []))
  const { channelName } = state.incident
  return {
    people: [...new Set([...known, ...authors])],
    channels: channelName ? [channelName] : [],
    workspaceUrl: state.workspaceUrl,
  }
}

/** What stands in a name's place. */
export const maskedPersonName = 'an engineer'

export type Mask = (text: string) => string

/** What must not be read outside becomes something general. Too much is masked rather than too little. */
export function maskFor({ people, channels, workspaceUrl }: Confidential): Mask {
  const withoutNames = namesMask(people)
  const rooms = anyOf(channels.flatMap((name) => [`#${name}`, name]))
  const host = workspaceUrl && URL.canParse(workspaceUrl) ? new URL(workspaceUrl).host : 'slack.com'
  return (text) =>
    withoutNames(withoutLinks(text.replace(invisible, '').normalize('NFC'), host).replace(email, 'an address'))
      .replace(mentionPattern, (_, name: string) => (broadcasts.has(name) ? 'everybody' : maskedPersonName))
      .replace(userId, maskedPersonName)
      .replace(channelId, maskedChannelName)
      .replace(rooms, maskedChannelName)
      .replace(channel, maskedChannelName)
}

const word = /[\p{L}\p{N}]+/gu
const extractLowerCaseWords = (text: string): string[] => text.toLowerCase().match(word) ?? []
/** Letters of a script that has capitals, or digits: what stands between two such signs ends a word. */
const isOfWords = (name: string): boolean => /^[\p{Lu}\p{Ll}\p{N}\P{L}]*$/u.test(name)

/** Of hundreds of names a text has few: it is searched only for those of which it has a word. */
function namesMask(people: readonly string[]): Mask {
  const always = people.filter((name) => !isOfWords(name)).flatMap(spellings)
  const known = people
    .filter(isOfWords)
    .flatMap((name) => extractLowerCaseWords(name.normalize('NFC')).map((part) => ({ part, name })))
  const byWord = Map.groupBy(known, ({ part }) => part)
  const made = new Map<string, RegExp>()
  return (text) => {
    const found = new Set(
      extractLowerCaseWords(text).flatMap((part) => (byWord.get(part) ?? []).map(({ name }) => name)),
    )
    if (found.size + always.length === 0) return text
    const key = JSON.stringify([...found].sort())
    const pattern = made.get(key) ?? anyOf([...[...found].flatMap(spellings), ...always])
    made.set(key, pattern)
    return text.replace(pattern, maskedPersonName)
  }
}

const maskedChannelName = 'an internal channel'
const email = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu
const mentionPattern = /(?<![\p{L}\p{N}_])@([\p{L}\p{N}][\p{L}\p{N}._-]*)/gu
const broadcasts: ReadonlySet<string> = new Set(['here', 'channel', 'everyone'])
/** What nobody sees, and a renderer may leave out: a name that it stands in would be read all the same. */
const invisible = new RegExp(String.raw`[^\P{Cc}\t\n\r]|[\u00AD\u200B\u2060\uFEFF${bidiControlClass}]`, 'gu')
/** As Slack writes somebody's id: with a digit, as words in capitals (`UNAVAILABLE`) are not. */
const userId = /(?<![\p{L}\p{N}])@?[UW](?=[A-Z]*\d)[A-Z0-9]{8,}(?![\p{L}\p{N}])/gu
const channelId = /(?<![\p{L}\p{N}])#?[CDG](?=[A-Z]*\d)[A-Z0-9]{8,}(?![\p{L}\p{N}])/gu
/** `#ops-ingest`, but not the ticket `#12`. */
const channel = /(?<![\p{L}\p{N}_&/])#(?=[\p{N}_-]*\p{L})[\p{L}\p{N}_-]+/gu

/** A link into Slack, or to a host that has no public name, leads a reader outside nowhere. */
function withoutLinks(text: string, host: string): string {
  const isInternal = (url: string) => {
    const lower = url.toLowerCase()
    return lower.includes(host.toLowerCase()) || lower.includes('slack.com') || isUnrouted(lower)
  }
  return text
    .replace(webAddressPattern, (found) => {
      const url = trimTrailingPunctuation(found)
      return isInternal(url) ? `${maskedLinkText}${found.slice(url.length)}` : found
    })
    .replace(/(?:slack:\/\/|(?<![a-z0-9.-])[a-z0-9.-]*slack\.com)(?:\/[^\s<>|`\\]*)?/gi, maskedLinkText)
    .replaceAll(`(${maskedLinkText})`, '')
}

const maskedLinkText = 'internal link'

function isUnrouted(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { hostname } = new URL(url)
  return !hostname.includes('.') || /\.(?:internal|local|lan|corp|intranet|home|arpa)$|^[\d.]+$/.test(hostname)
}

/**
 * In full, whatever its case; its parts, capitalised or in capitals, and a name of one word as it is written. "Will"
 * may be a word as well, but "will" mostly is one.
 */
function spellings(name: string): RegExp[] {
  const whole = name.normalize('NFC').trim()
  const split = (by: RegExp) => whole.split(by).filter((part) => [...part].length > 1)
  const parts = split(/[\s._-]+/)
  const words = [...split(/\s+/), ...parts].flatMap((part) => [capitalizeNamePart(part), part.toUpperCase()])
  const full = parts.length > 1 ? [pattern(parts.map(escapeRegExp).join('[\\s._-]+'), whole, 'i')] : []
  return [...full, ...[whole, ...words].filter(Boolean).map((word) => pattern(escapeRegExp(word), word))]
}

const capitalizeNamePart = (part: string): string => {
  const [first = '', ...others] = part
  return first.toUpperCase() + others.join('')
}

const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** As a whole word, in scripts that have such; with the sign of a mention, if there is one. */
function pattern(source: string, word: string, flags: 'i' | '' = ''): RegExp {
  const isWord = /[\p{Lu}\p{Ll}\p{N}_]/u
  const before = isWord.test([...word][0] ?? '') ? '(?<![\\p{L}\\p{N}_])' : ''
  const after = isWord.test([...word].at(-1) ?? '') ? '(?![\\p{L}\\p{N}_])' : ''
  const body = flags === 'i' ? `(?i:${source})` : source
  return new RegExp(`${before}@?${body}${after}`, 'u')
}

/** Any of them, the longest first; where there are none, nothing. */
function anyOf(patterns: readonly (RegExp | string)[]): RegExp {
  const sources = patterns.map((one) =>
    typeof one === 'string' ? pattern(escapeRegExp(one), one, 'i').source : one.source,
  )
  const longestFirst = [...new Set(sources)].sort((one, other) => other.length - one.length)
  return new RegExp(longestFirst.length > 0 ? longestFirst.join('|') : '(?!)', 'gu')
}
