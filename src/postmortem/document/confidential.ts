import { bidiControlClass } from '../../platform/strings.ts'
import type { PostMortemInput } from '../input.ts'
import { trimTrailingPunctuation, webAddressPattern } from '../templates/address.ts'

/** What customers must not read. */
export interface Confidential {
  /** Full names, Slack display names and Slack ids of people. */
  people: readonly string[]
  channels: readonly string[]
  workspaceUrl: string | null
}

/** Apps write messages and have names too, but they are not people. */
const isAppId = (id: string | null): boolean => id?.startsWith('B') ?? false

/** Everybody known in the incident, and its channel. */
export function collectConfidential({ state, entries }: Pick<PostMortemInput, 'state' | 'entries'>): Confidential {
  const names = [...state.names].filter(([id]) => !isAppId(id)).flat()
  const authors = entries.flatMap(({ authorId, authorName }) => (authorName && !isAppId(authorId) ? [authorName] : []))
  const { channelName } = state.incident
  return {
    people: [...new Set([...names, ...authors])],
    channels: channelName ? [channelName] : [],
    workspaceUrl: state.workspaceUrl,
  }
}

/** What replaces the name of a person. */
export const maskedPersonName = 'an engineer'

export type Mask = (text: string) => string

/** Makes a function that replaces confidential details with general words. If in doubt, it masks. */
export function maskFor({ people, channels, workspaceUrl }: Confidential): Mask {
  const withoutNames = makeNamesMask(people)
  const rooms = makeAnyOfPattern(channels.flatMap((name) => [`#${name}`, name]))
  const host = workspaceUrl && URL.canParse(workspaceUrl) ? new URL(workspaceUrl).host : 'slack.com'
  return (text) =>
    withoutNames(
      maskInternalLinks(text.replace(invisibleCharacterPattern, '').normalize('NFC'), host).replace(
        emailPattern,
        'an address',
      ),
    )
      .replace(mentionPattern, (_, name: string) => (broadcastMentions.has(name) ? 'everybody' : maskedPersonName))
      .replace(userIdPattern, maskedPersonName)
      .replace(channelIdPattern, maskedChannelName)
      .replace(rooms, maskedChannelName)
      .replace(channelNamePattern, maskedChannelName)
}

const lowerCaseWordPattern = /[\p{L}\p{N}]+/gu
const extractLowerCaseWords = (text: string): string[] => text.toLowerCase().match(lowerCaseWordPattern) ?? []
/** Whether every letter of the name has upper and lower case: in other scripts, words need not have boundaries. */
const hasOnlyCasedLetters = (name: string): boolean => /^[\p{Lu}\p{Ll}\p{N}\P{L}]*$/u.test(name)

/** A text contains few of hundreds of names, so it is searched only for those it shares a word with. */
function makeNamesMask(people: readonly string[]): Mask {
  const always = people.filter((name) => !hasOnlyCasedLetters(name)).flatMap(makeNamePatterns)
  const nameParts = people
    .filter(hasOnlyCasedLetters)
    .flatMap((name) => extractLowerCaseWords(name.normalize('NFC')).map((part) => ({ part, name })))
  const byWord = Map.groupBy(nameParts, ({ part }) => part)
  const made = new Map<string, RegExp>()
  return (text) => {
    const found = new Set(
      extractLowerCaseWords(text).flatMap((part) => (byWord.get(part) ?? []).map(({ name }) => name)),
    )
    if (found.size + always.length === 0) return text
    const key = JSON.stringify([...found].sort())
    const pattern = made.get(key) ?? makeAnyOfPattern([...[...found].flatMap(makeNamePatterns), ...always])
    made.set(key, pattern)
    return text.replace(pattern, maskedPersonName)
  }
}

const maskedChannelName = 'an internal channel'
const emailPattern = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu
const mentionPattern = /(?<![\p{L}\p{N}_])@([\p{L}\p{N}][\p{L}\p{N}._-]*)/gu
const broadcastMentions: ReadonlySet<string> = new Set(['here', 'channel', 'everyone'])
/** Characters that nobody sees and renderers may drop: a name that contains one would still be readable. */
const invisibleCharacterPattern = new RegExp(
  String.raw`[^\P{Cc}\t\n\r]|[\u00AD\u200B\u2060\uFEFF${bidiControlClass}]`,
  'gu',
)
/** Slack's id of a person. It must contain a digit, which a word in capitals (`UNAVAILABLE`) does not. */
const userIdPattern = /(?<![\p{L}\p{N}])@?[UW](?=[A-Z]*\d)[A-Z0-9]{8,}(?![\p{L}\p{N}])/gu
const channelIdPattern = /(?<![\p{L}\p{N}])#?[CDG](?=[A-Z]*\d)[A-Z0-9]{8,}(?![\p{L}\p{N}])/gu
/** `#ops-ingest`, but not the ticket `#12`. */
const channelNamePattern = /(?<![\p{L}\p{N}_&/])#(?=[\p{N}_-]*\p{L})[\p{L}\p{N}_-]+/gu

/** Masks links into Slack and to hosts without a public name, which readers outside cannot open. */
function maskInternalLinks(text: string, host: string): string {
  const isInternal = (url: string) => {
    const lower = url.toLowerCase()
    return lower.includes(host.toLowerCase()) || lower.includes('slack.com') || isInternalAddress(lower)
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

function isInternalAddress(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { hostname } = new URL(url)
  return !hostname.includes('.') || /\.(?:internal|local|lan|corp|intranet|home|arpa)$|^[\d.]+$/.test(hostname)
}

/**
 * Patterns for a name: several words in any case; a single word as written; each part capitalised or in capitals. Parts
 * in lower case do not match, since "Will" may be a name, but "will" rarely is.
 */
function makeNamePatterns(name: string): RegExp[] {
  const whole = name.normalize('NFC').trim()
  const split = (by: RegExp) => whole.split(by).filter((part) => [...part].length > 1)
  const parts = split(/[\s._-]+/)
  const words = [...split(/\s+/), ...parts].flatMap((part) => [capitalizeNamePart(part), part.toUpperCase()])
  const full = parts.length > 1 ? [makeWholeWordPattern(parts.map(escapeRegExp).join('[\\s._-]+'), whole, 'i')] : []
  return [...full, ...[whole, ...words].filter(Boolean).map((word) => makeWholeWordPattern(escapeRegExp(word), word))]
}

const capitalizeNamePart = (part: string): string => {
  const [first = '', ...others] = part
  return first.toUpperCase() + others.join('')
}

const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** Matches `word` as a whole, in scripts that separate words, including the @ of a mention. */
function makeWholeWordPattern(source: string, word: string, flags: 'i' | '' = ''): RegExp {
  const isWord = /[\p{Lu}\p{Ll}\p{N}_]/u
  const before = isWord.test([...word][0] ?? '') ? '(?<![\\p{L}\\p{N}_])' : ''
  const after = isWord.test([...word].at(-1) ?? '') ? '(?![\\p{L}\\p{N}_])' : ''
  const body = flags === 'i' ? `(?i:${source})` : source
  return new RegExp(`${before}@?${body}${after}`, 'u')
}

/** Matches any of the patterns, trying the longest first. Without patterns it matches nothing. */
function makeAnyOfPattern(patterns: readonly (RegExp | string)[]): RegExp {
  const sources = patterns.map((one) =>
    typeof one === 'string' ? makeWholeWordPattern(escapeRegExp(one), one, 'i').source : one.source,
  )
  const longestFirst = [...new Set(sources)].sort((one, other) => other.length - one.length)
  return new RegExp(longestFirst.length > 0 ? longestFirst.join('|') : '(?!)', 'gu')
}
