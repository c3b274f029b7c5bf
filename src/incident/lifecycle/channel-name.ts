import { foldLetters } from '../../platform/words/normalize.ts'

/** In characters. Slack allows 80; the rest leaves room for a suffix. */
const maxChannelNameLength = 76

/**
 * A channel name Slack accepts for any title: lower-case letters, digits and hyphens, at most 80 characters, starting
 * with the prefix and the incident's number, so that it is unique. Characters without a Latin base (other scripts,
 * emoji) are dropped; a title with nothing else gives `inc-12`.
 */
export function channelName(prefix: string, number: number, title: string): string {
  const slug = foldLetters(title)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return cutAtWord(slug ? `${prefix}${number}-${slug}` : `${prefix}${number}`)
}

function cutAtWord(name: string): string {
  if (name.length <= maxChannelNameLength) return name
  const cut = name.slice(0, maxChannelNameLength + 1)
  const hyphen = cut.lastIndexOf('-')
  return (hyphen > maxChannelNameLength / 2 ? cut.slice(0, hyphen) : name.slice(0, maxChannelNameLength)).replace(
    /-$/,
    '',
  )
}
