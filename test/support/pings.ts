/** Every text Slack reads as mrkdwn in a message or a view: its notification, and the texts of its blocks. */
export function mrkdwnIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return key === 'text' ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  if ('type' in value && value.type === 'plain_text') return []
  return Object.entries(value).flatMap(([name, inner]) =>
    Array.isArray(inner) ? inner.flatMap((one) => mrkdwnIn(one)) : mrkdwnIn(inner, name),
  )
}

/** What such a text would ping or link: people, groups, whole channels, addresses. Times do neither. */
export const markupIn = (value: unknown): string[] =>
  mrkdwnIn(value)
    .flatMap((text) => text.match(/<[^<>]*>/g) ?? [])
    .filter((found) => !found.startsWith('<!date^'))
