/** Slack's limit for a channel name, in characters, less room for a suffix. */
const maxChannelNameLength = 76

/** Latin letters that do not come apart into a base and a mark. */
const bases: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

/**
 * A channel name Slack accepts for any title: lower-case letters, digits and hyphens, at most 80 characters, with
 * the incident's number in front so that it is unique. Letters without a Latin base (other scripts, emoji) are
 * left out; a title of nothing else leaves `inc-12`.
 */
export function channelName(prefix: string, number: number, title: string): string {
  const slug = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => bases[letter] ?? '')
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
