import type { Location } from './location.ts'
import type { RecordedEntry } from './model.ts'

/** Entries per page. */
export const timelinePageSize = 10

/** One page of the timeline, newest first, with the locations of the pages beside it. */
export interface TimelinePage {
  location: Location
  entries: RecordedEntry[]
  older?: Location
  newer?: Location
}

export const isUpward = ({ from }: Location): boolean => from === 'oldest' || from === 'newer'

/** Makes a page of what `findPage` returned: up to `size` + 1 entries, in reading direction from `location`. */
export function buildTimelinePage(location: Location, found: readonly RecordedEntry[], size: number): TimelinePage {
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

/** Replaces an entry with its version after a change that is not yet committed. */
export function replaceChangedEntry(page: TimelinePage, changed: RecordedEntry): TimelinePage {
  return { ...page, entries: page.entries.map((entry) => (entry.id === changed.id ? changed : entry)) }
}
