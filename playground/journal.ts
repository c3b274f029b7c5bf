import { writeFile } from 'node:fs/promises'
import type { WorkspaceClock } from './clock.ts'
import { isJson, type Json } from './json.ts'

const KEPT = 50_000

export interface CallEntry {
  kind: 'call'
  at: number
  method: string
  args: Json
  /** What was answered; for an answer that never arrived, or denied what was done, what it would have been. */
  result: Json
  status: CallStatus
}

/**
 * `denied`: carried out and answered with an error; `result` is what it did. `late`: carried out when the app no
 * longer waited for it, noted besides what the app was answered.
 */
export type CallStatus = number | 'dropped' | 'hung' | 'denied' | 'late'

export interface DeliveryEntry {
  kind: 'delivery'
  at: number
  /** `event`, `command`, or the type of an interaction such as `block_actions`. */
  what: string
  /** The type of the event, or the same as `what`. */
  type: string
  payload: Json
  attempt: number
  status: string
}

export type JournalEntry = CallEntry | DeliveryEntry

/** All that went between the workspace and the app, in order, without a token in it. */
export class Journal {
  readonly #clock: WorkspaceClock
  readonly #secrets: string[]
  readonly #listeners: ((entry: JournalEntry) => void)[] = []
  #entries: JournalEntry[] = []
  #dropped = 0

  constructor(clock: WorkspaceClock, secrets: string[]) {
    this.#clock = clock
    this.#secrets = secrets
  }

  call(entry: Omit<CallEntry, 'kind' | 'at'>): void {
    this.#append({ kind: 'call', at: this.#clock.now(), ...entry })
  }

  delivery(entry: Omit<DeliveryEntry, 'kind' | 'at'>): void {
    this.#append({ kind: 'delivery', at: this.#clock.now(), ...entry })
  }

  /** Calls are told of when Slack has carried them out, before the app has its answer. */
  onEntry(listener: (entry: JournalEntry) => void): void {
    this.#listeners.push(listener)
  }

  entries(): readonly JournalEntry[] {
    return this.#entries
  }

  calls(method?: string): CallEntry[] {
    const calls = this.#entries.filter((entry) => entry.kind === 'call')
    return method === undefined ? calls : calls.filter((entry) => entry.method === method)
  }

  /** By kind (`event`, `command`, `view_submission`…) or by an event's type (`reaction_added`). */
  deliveries(kind?: string): DeliveryEntry[] {
    const deliveries = this.#entries.filter((entry) => entry.kind === 'delivery')
    if (kind === undefined) return deliveries
    return deliveries.filter((entry) => entry.what === kind || entry.type === kind)
  }

  /** How many of the oldest entries were let go to keep memory flat. */
  get dropped(): number {
    return this.#dropped
  }

  async writeTo(path: string): Promise<void> {
    await writeFile(path, this.#entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''))
  }

  #append(entry: JournalEntry): void {
    const kept = this.#redacted(entry)
    this.#entries.push(kept)
    for (const listener of this.#listeners) listener(kept)
    if (this.#entries.length <= KEPT) return
    const excess = Math.ceil(KEPT / 10)
    this.#entries = this.#entries.slice(excess)
    this.#dropped += excess
  }

  /** A copy, so that what is changed later stays as it was said. */
  #redacted(entry: JournalEntry): JournalEntry {
    let text = JSON.stringify(entry)
    for (const secret of this.#secrets) text = text.replaceAll(secret, '[redacted]')
    if (!text.includes('"token"')) return JSON.parse(text)
    return JSON.parse(text, (key, value) => (isTokenKey(key, value) ? '[redacted]' : value))
  }
}

function isTokenKey(key: string, value: unknown): boolean {
  return key === 'token' && !isJson(value)
}
