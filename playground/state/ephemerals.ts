import type { Json } from '../json.ts'
import type { Ephemeral } from './model.ts'

const KEPT = 5000

/** Ephemeral messages. Slack does not store them; we do, so that tests can look at them. */
export class Ephemerals {
  #all: Ephemeral[] = []

  add(ephemeral: Ephemeral): void {
    this.#all.push(ephemeral)
    if (this.#all.length > KEPT) this.#all = this.#all.slice(-KEPT / 2)
  }

  to(user: string): Ephemeral[] {
    return this.#all.filter((one) => one.to === user)
  }

  replace(ts: string, content: { text: string; blocks: Json[] | undefined }): void {
    this.#all = this.#all.map((one) => (one.ts === ts ? { ...one, ...content } : one))
  }

  remove(ts: string): void {
    this.#all = this.#all.filter((one) => one.ts !== ts)
  }
}
