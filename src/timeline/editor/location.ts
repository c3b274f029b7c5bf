import { isId } from '../../platform/is-id.ts'
import { type EntrySortKey, type Filter, timelineFilters } from './model.ts'

/** Which part of the timeline somebody reads: the newest or the oldest, or what lies beside (or starts at) an entry. */
export type Location = { filter: Filter } & (
  | { from: 'newest' | 'oldest' }
  | { from: 'older' | 'newer' | 'here'; key: EntrySortKey }
)

/** A location as a button carries it. */
export function formatLocation(location: Location): string {
  const { filter, from } = location
  if (!('key' in location)) return `${filter} ${from}`
  const { occurredAt, place, id } = location.key
  return `${filter} ${from} ${occurredAt.getTime()} ${place} ${id}`
}

const locationPattern = /^(\S+) (?:(newest|oldest)|(older|newer|here) (-?\d{1,13}) (-?\d{1,18}) (\S+))$/

/** What no button of ours carries leads to the newest entries. */
export function parseLocation(text: string): Location {
  const [, named, end, side, time, place, id] = locationPattern.exec(text) ?? []
  const filter = timelineFilters.find((known) => known === named) ?? 'all'
  if (end === 'oldest') return { filter, from: end }
  if (!side || !id || !isId(id)) return { filter, from: 'newest' }
  const key = { occurredAt: new Date(Number(time)), place: BigInt(place ?? 0), id }
  return { filter, from: side as 'older' | 'newer' | 'here', key }
}

export type LocationResult = { location: Location } | { refusal: string }

/** What people say behind `timeline`: a kind, `mine`, `withdrawn`, `oldest`. */
export function readLocation(words: string): LocationResult {
  const said = words.toLowerCase().split(/\s+/).filter(Boolean)
  const from = said.includes('oldest') ? 'oldest' : 'newest'
  const named = said.filter((word) => word !== 'oldest' && word !== 'newest')
  const [word = 'all', ...more] = named
  const filter = timelineFilters.find((known) => known === word || `${known}s` === word)
  if (filter && more.length === 0) return { location: { filter, from } }
  const known = timelineFilters.filter((name) => name !== 'all').map((name) => `\`${name}\``)
  return { refusal: `Which entries? One of ${known.join(', ')}; with \`oldest\` from the beginning.` }
}
