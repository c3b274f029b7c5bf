import type { WorkspaceClock } from '../clock.ts'
import { BoundedMap } from './bounded.ts'
import type { Ids } from './ids.ts'

const LIFE_MS = 30 * 60 * 1000
const POSTS = 5

/** What a response URL belongs to: a command, or a button in a message. */
export interface ResponseTarget {
  user: string
  channel: string
  threadTs: string | undefined
  source: { ts: string; isEphemeral: boolean } | undefined
}

export class ResponseUrls {
  readonly #known = new BoundedMap<{ target: ResponseTarget; expires: number; left: number }>(10_000)
  readonly #ids: Ids
  readonly #clock: WorkspaceClock

  constructor(ids: Ids, clock: WorkspaceClock) {
    this.#ids = ids
    this.#clock = clock
  }

  give(target: ResponseTarget): string {
    const id = this.#ids.next('R')
    this.#known.set(id, { target, expires: this.#clock.now() + LIFE_MS, left: POSTS })
    return id
  }

  use(id: string): ResponseTarget | 'unknown_url' | 'expired_url' | 'used_url' {
    const known = this.#known.get(id)
    if (!known) return 'unknown_url'
    if (this.#clock.now() >= known.expires) return 'expired_url'
    if (known.left === 0) return 'used_url'
    known.left -= 1
    return known.target
  }
}
