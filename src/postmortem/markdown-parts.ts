import { markdownLink, escapeMarkdown as safe } from './markdown-text.ts'
import type { TimelineLine } from './model.ts'

const format = (zone: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options })

export const day = (at: string, zone: string): string =>
  format(zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(at))

export const time24 = (at: string, zone: string): string =>
  format(zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at))

export const fullTime = (at: string, zone: string): string =>
  `${format(zone, { year: 'numeric', month: 'short', day: 'numeric' }).format(new Date(at))}, ${time24(at, zone)}`

export const linked = (text: string, link: string | null): string => (link ? markdownLink(text, link) : text)

/** A section of a list; nothing where the list is empty. */
export const listSection = (heading: string, items: readonly string[]): string =>
  items.length > 0 ? `## ${heading}\n\n${items.join('\n')}` : ''

/** What somebody wrote, with what came with it, who wrote it, and whether it is still there in Slack. */
export function words({ text, attachments, author, deletedInSlack }: TimelineLine): string {
  const files = attachments.map(({ title }) => ` 📎 ${safe(title)}`).join('')
  return `${safe(text)}${files}${author ? ` (${safe(author)})` : ''}${deletedInSlack ? ' _deleted in Slack since_' : ''}`
}
