import { normalizeWords } from '../../platform/words/normalize.ts'

/** Details that would identify an incident: a brief must contain none of them. */
export interface IdentifyingDetails {
  title: string
  channelName: string | null
  /** People's names as mentions show them, without the `@`. */
  names: readonly string[]
}

const maskedLinkPattern = /(?:\b[a-z][a-z0-9+.-]*:\/\/|\bwww\.)\S+|\b[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+\/\S*/giu

/** Masks links, channels and people, so that the reader cannot look further and nobody is named. */
export function maskIdentifyingDetails(text: string, { channelName, names }: IdentifyingDetails): string {
  const byLength = [...names].sort((a, b) => b.length - a.length)
  const unnamed = byLength.reduce(
    (rest, name) => rest.replaceAll(`@${name}`, 'somebody'),
    text.replace(maskedLinkPattern, '(link)'),
  )
  const channels = channelName ? withoutName(unnamed, channelName) : unnamed
  return channels
    .replace(/#\p{L}[\p{L}\p{N}_-]*/gu, 'a channel')
    .replace(/(^|[^\p{L}\p{N}])@[\p{L}\p{N}._-]+/gu, '$1somebody')
    .replaceAll('```', ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/**
 * Masks the channel's name. Without `#` only a name of several words is recognised: `ops` is also what people call a
 * team.
 */
function withoutName(text: string, name: string): string {
  const literal = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const sign = /[-_]/.test(name) ? '#?' : '#'
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${sign}${literal}(?![\\p{L}\\p{N}])`, 'giu'), 'a channel')
}

/** Whether a text contains the words of the incident's title. */
export function saysTitle(text: string, { title }: IdentifyingDetails): boolean {
  const wanted = normalizeWords(title)
  return wanted !== '' && ` ${normalizeWords(text)} `.includes(` ${wanted} `)
}
