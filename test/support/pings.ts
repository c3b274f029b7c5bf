/** Every text that Slack parses as mrkdwn in a message or view: the notification and the texts of the blocks. */
export function mrkdwnIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return key === 'text' ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  if ('type' in value && value.type === 'plain_text') return []
  return Object.entries(value).flatMap(([name, inner]) =>
    Array.isArray(inner) ? inner.flatMap((one) => mrkdwnIn(one)) : mrkdwnIn(inner, name),
  )
}

/** Markup in these texts that pings or links: people, groups, channels, URLs. Dates do neither. */
export const markupIn = (value: unknown): string[] =>
  mrkdwnIn(value)
    .flatMap((text) => text.match(/<[^<>]*>/g) ?? [])
    .filter((found) => !found.startsWith('<!date^'))
