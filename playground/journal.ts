import { writeFile } from 'node:fs/promises'
import type { WorkspaceClock } from './clock.ts'
import { isJson, type Json } from './json.ts'

const KEPT = 50_000

export interface CallEntry {
  kind: 'call'
  at: number
  method: string
  args: Json
  /** The answer. When the answer was lost or replaced, the result the call had nevertheless. */
  result: Json
  status: CallStatus
}

/**
 * `denied`: the call took effect but was answered with an error, and `result` is its effect. `late`: the call took
 * effect after the app had stopped waiting; the answer the app got is a separate entry.
 */
export type CallStatus = number | 'dropped' | 'hung' | 'denied' | 'late'

export interface DeliveryEntry {
  kind: 'delivery'
  at: number
  /** `event`, `command`, or the type of the interaction, such as `block_actions`. */
  what: string
  /** The type of the event; otherwise the same as `what`. */
  type: string
  payload: Json
  attempt: number
  status: string
}

export type JournalEntry = CallEntry | DeliveryEntry

/** All traffic between the workspace and the app, in order and with secrets redacted. */
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

  /**
   * Calls `listener` on each new entry. A Web API call is reported once it took effect, before the app has the answer.
   */
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

  /** Filters by kind (`event`, `command`, `view_submission`, …) or by event type (`reaction_added`). */
  deliveries(kind?: string): DeliveryEntry[] {
    const deliveries = this.#entries.filter((entry) => entry.kind === 'delivery')
    if (kind === undefined) return deliveries
    return deliveries.filter((entry) => entry.what === kind || entry.type === kind)
  }

  /** How many of the oldest entries were dropped to bound memory. */
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

  /** Copies the entry, so that later changes to the message do not alter it. */
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
