import type { WorkspaceClock } from '../clock.ts'

const FORM = /^(\d{1,10})\.(\d{6})$/

export function microsecondsOf(ts: string): number | undefined {
  const parts = FORM.exec(ts)
  return parts ? Number(parts[1]) * 1_000_000 + Number(parts[2]) : undefined
}

export function stampOf(microseconds: number): string {
  const seconds = Math.floor(microseconds / 1_000_000)
  return `${seconds}.${String(microseconds % 1_000_000).padStart(6, '0')}`
}

/** Issues message timestamps: unique in the workspace and increasing, however often the same instant is asked for. */
export class Stamps {
  readonly #clock: WorkspaceClock
  readonly #used = new Set<number>()
  #last = 0

  constructor(clock: WorkspaceClock) {
    this.#clock = clock
  }

  next(): string {
    return this.#take(Math.max(Math.round(this.#clock.now() * 1000), this.#last + 1))
  }

  /** The timestamp for a recorded instant. A taken one is moved on by microseconds until it is free. */
  at(ts: string): string {
    let wanted = microsecondsOf(ts)
    if (wanted === undefined) throw new Error(`"${ts}" is not a Slack timestamp such as 1573066500.000100`)
    while (this.#used.has(wanted)) wanted += 1
    return this.#take(wanted)
  }

  #take(microseconds: number): string {
    this.#used.add(microseconds)
    this.#last = Math.max(this.#last, microseconds)
    return stampOf(microseconds)
  }
}
