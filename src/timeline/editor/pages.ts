import type { Location } from './location.ts'
import type { RecordedEntry } from './model.ts'

/** What a reader sees at once. */
export const timelinePageSize = 10

/** A part of the timeline, newest first, and where the parts beside it begin. */
export interface TimelinePage {
  location: Location
  entries: RecordedEntry[]
  older?: Location
  newer?: Location
}

export const isUpward = ({ from }: Location): boolean => from === 'oldest' || from === 'newer'

/** `found`: what was found going away from the start of the page, one more than it holds where there is more. */
export function pageOf(location: Location, found: readonly RecordedEntry[], size: number): TimelinePage {
  const upward = isUpward(location)
  const hasMore = found.length > size
  const entries = upward ? found.slice(0, size).reverse() : found.slice(0, size)
  const { filter, from } = location
  const [first, last] = [entries[0], entries.at(-1)]
  const isOlder = upward ? from === 'newer' : hasMore
  const isNewer = upward ? hasMore : from !== 'newest'
  return {
    location,
    entries,
    ...(last && isOlder && { older: { filter, from: 'older', key: last } }),
    ...(first && isNewer && { newer: { filter, from: 'newer', key: first } }),
  }
}

/** The page with one of its entries as it is after a change that is just being made. */
export function withChanged(page: TimelinePage, changed: RecordedEntry): TimelinePage {
  return { ...page, entries: page.entries.map((entry) => (entry.id === changed.id ? changed : entry)) }
}
