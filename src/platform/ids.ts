import { randomBytes } from 'node:crypto'
import type { Clock } from './time/clock.ts'

/** The highest counter value within one millisecond. Beyond it, ids are unordered. */
const maxSequenceInMs = 0xfff

/**
 * Ids that sort in order of creation: version 7 UUIDs (RFC 9562 §5.7) whose 12 bits after the version are a counter.
 * Records created in the same millisecond, such as the entries of one action, keep their order in every list.
 */
export function timeOrderedIds(clock: Clock): () => string {
  let last = 0
  let count = 0
  return () => {
    const now = clock.now().getTime()
    count = now === last ? count + 1 : 0
    last = now
    const time = now.toString(16).padStart(12, '0').slice(-12)
    const order = Math.min(count, maxSequenceInMs).toString(16).padStart(3, '0')
    const random = randomBytes(8)
    random[0] = ((random[0] ?? 0) & 0x3f) | 0x80
    const rest = random.toString('hex')
    return `${time.slice(0, 8)}-${time.slice(8)}-7${order}-${rest.slice(0, 4)}-${rest.slice(4)}`
  }
}
