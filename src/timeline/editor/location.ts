import { isId } from '../../platform/is-id.ts'
import { type EntrySortKey, type TimelineFilter, timelineFilters } from './model.ts'

/** A page of the filtered timeline: the newest or oldest, or one older than, newer than or starting at an entry. */
export type Location = { filter: TimelineFilter } & (
  | { from: 'newest' | 'oldest' }
  | { from: 'older' | 'newer' | 'here'; key: EntrySortKey }
)

/** The newest page with this filter. */
export const newestOf = ({ filter }: { filter: TimelineFilter }): Location => ({ filter, from: 'newest' })

/** Writes a location as the value of a button. */
export function formatLocation(location: Location): string {
  const { filter, from } = location
  if (!('key' in location)) return `${filter} ${from}`
  const { occurredAt, place, id } = location.key
  return `${filter} ${from} ${occurredAt.getTime()} ${place} ${id}`
}

const locationPattern = /^(\S+) (?:(newest|oldest)|(older|newer|here) (-?\d{1,13}) (-?\d{1,18}) (\S+))$/

/** Reads a button's value. Anything malformed leads to the newest entries. */
export function parseLocation(text: string): Location {
  const [, named, end, side, time, place, id] = locationPattern.exec(text) ?? []
  const filter = timelineFilters.find((one) => one === named) ?? 'all'
  if (end === 'oldest') return { filter, from: end }
  if (!side || !id || !isId(id)) return { filter, from: 'newest' }
  const key = { occurredAt: new Date(Number(time)), place: BigInt(place ?? 0), id }
  return { filter, from: side as 'older' | 'newer' | 'here', key }
}

export type LocationResult = { location: Location } | { refusal: string }

/** Parses the arguments of the `timeline` command: a kind, `mine` or `withdrawn`, and `oldest`. */
export function readLocation(words: string): LocationResult {
  const args = words.toLowerCase().split(/\s+/).filter(Boolean)
  const from = args.includes('oldest') ? 'oldest' : 'newest'
  const named = args.filter((word) => word !== 'oldest' && word !== 'newest')
  const [word = 'all', ...more] = named
  const filter = timelineFilters.find((one) => one === word || `${one}s` === word)
  if (filter && more.length === 0) return { location: { filter, from } }
  const choices = timelineFilters.filter((name) => name !== 'all').map((name) => `\`${name}\``)
  return { refusal: `Which entries? One of ${choices.join(', ')}; with \`oldest\` from the beginning.` }
}
